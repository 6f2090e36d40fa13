namespace Fulgurite.App.Local;

/// <summary>What <c>POST /sandbox/mine</c> answers.</summary>
/// <param name="Height">Of the best block now.</param>
/// <param name="Transactions">How many the first of the new blocks took.</param>
internal sealed record SandboxMineAnswer(int Height, int Transactions);
