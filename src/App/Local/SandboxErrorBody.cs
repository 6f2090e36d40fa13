namespace Fulgurite.App.Local;

/// <summary>What to branch on, and what to read.</summary>
internal sealed record SandboxErrorBody(string Type, string Detail);
