using Fulgurite.Ledger;

namespace Fulgurite.Books;

/// <summary>Something to be done to a wallet's book, once.</summary>
/// <param name="Key">Names the effect.</param>
/// <param name="Input">Fingerprint of what was asked.</param>
/// <param name="Load">
/// Reads the rows of the wallet's partition that the decision needs and returns the decision over them. Called again,
/// to read afresh, whenever a commit lost a race. Must not change anything.
/// </param>
public sealed record BookCommand(IdempotencyKey Key, InputHash Input, Func<CancellationToken, Task<Decide>> Load);
