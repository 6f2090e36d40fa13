namespace Fulgurite.Secrets;

/// <summary>The secret store gave no answer, or denies access. The message names the secret, never its value.</summary>
public sealed class SecretsUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
