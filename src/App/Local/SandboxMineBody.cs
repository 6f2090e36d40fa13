namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/mine</c> is asked.</summary>
/// <param name="Blocks">How many; null for one.</param>
internal sealed record SandboxMineBody(int? Blocks);
