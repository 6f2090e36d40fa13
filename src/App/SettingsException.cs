namespace Fulgurite.App;

/// <summary>
/// A setting or an option is missing or wrong. The message is one line for the person who starts the app.
/// </summary>
internal sealed class SettingsException(string message) : Exception(message);
