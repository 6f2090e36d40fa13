namespace Fulgurite.App.SandboxPages;

/// <summary>Something to copy.</summary>
/// <param name="Name">What it is, such as <c>Wallet</c>.</param>
/// <param name="Value">The value.</param>
internal sealed record SandboxFact(string Name, string Value);
