namespace Fulgurite.App.Callbacks;

/// <summary>A callback's address must not be called. The message is fit for the merchant to read.</summary>
internal sealed class TargetRefusedException(string message) : Exception(message);
