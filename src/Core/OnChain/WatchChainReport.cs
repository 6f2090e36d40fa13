namespace Fulgurite.OnChain;

/// <summary>What a look at the chain found.</summary>
/// <param name="Pending">Receipts that wait for confirmations.</param>
/// <param name="Ended">Receipts that were credited or suspended since this process began.</param>
/// <param name="Lost">Outputs that pay an address whose wallet is gone: an operator must look.</param>
/// <param name="FirstFailure">Of the first receipt that could not be handled; null when all could.</param>
public readonly record struct WatchChainReport(int Pending, int Ended, int Lost, Task? FirstFailure = null);
