namespace Fulgurite.App.SandboxPages;

/// <summary>What the sandbox's pages need from the rest of the app.</summary>
internal sealed record SandboxPagesPorts
{
    /// <summary>True where the node is on mainnet, where nothing may claim that money is not real.</summary>
    public required bool IsMainnet { get; init; }

    /// <summary>Reads what the home page shows.</summary>
    public required Func<CancellationToken, Task<SandboxHomeView>> ReadHome { get; init; }

    /// <summary>Reads the received callbacks, newest first, as many as the inbox keeps.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<ReceivedCallback>>> ReadInbox { get; init; }
}
