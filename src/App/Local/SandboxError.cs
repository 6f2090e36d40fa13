namespace Fulgurite.App.Local;

/// <summary>An error of the sandbox's own endpoints.</summary>
internal sealed record SandboxError(string Message, SandboxErrorBody Error);
