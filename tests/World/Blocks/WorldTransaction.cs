using System.Collections.Immutable;
using Fulgurite.Bitcoin;

namespace Fulgurite.Worlds.Blocks;

/// <summary>A transaction on the world's chain, or on its way into a block.</summary>
/// <param name="signed">What was published.</param>
/// <param name="ours">Its outputs that pay the node's wallet.</param>
/// <param name="label">What the wallet's records say of it; empty where it is not the wallet's own.</param>
/// <param name="seenAt">When it was published: whole seconds.</param>
internal sealed class WorldTransaction(
    SignedTransaction signed, ImmutableArray<ChainOutput> ours, string label, DateTimeOffset seenAt)
{
    private readonly DateTimeOffset publishedAt = seenAt;
    private readonly DateTimeOffset?[] reached = new DateTimeOffset?[WorldChain.ConfirmationsMax + 1];

    /// <summary>What was published.</summary>
    public SignedTransaction Signed => signed;

    /// <summary>Its outputs that pay the node's wallet.</summary>
    public ImmutableArray<ChainOutput> Ours => ours;

    /// <summary>What the wallet's records say of it.</summary>
    public string Label => label;

    /// <summary>The height of its block; null while it is in none.</summary>
    public int? Height { get; private set; }

    /// <summary>When the wallet says that it was seen: as it was published, or the time of its block.</summary>
    public DateTimeOffset SeenAt { get; private set; } = seenAt;

    /// <summary>Every such instant so far.</summary>
    public HashSet<DateTimeOffset> Times { get; } = [seenAt];

    /// <summary>The heights of all blocks that it ever was in.</summary>
    public HashSet<int> Heights { get; } = [];

    /// <summary>The most confirmations that it ever had, counted up to what anybody waits for.</summary>
    public int MostConfirmations { get; private set; }

    /// <summary>True once its coins were spent otherwise: it will never be in a block again.</summary>
    public bool IsGone { get; private set; }

    /// <summary>When it first had so many confirmations; null where it never had.</summary>
    public DateTimeOffset? Reached(int confirmations) => reached[confirmations];

    /// <summary>It is in a block of this height.</summary>
    public void Confirm(int height, DateTimeOffset at)
    {
        (Height, SeenAt) = (height, at);
        Times.Add(at);
        Heights.Add(height);
    }

    /// <summary>Its block is lost, and it waits for another.</summary>
    public void Unconfirm() => (Height, SeenAt) = (null, publishedAt);

    /// <summary>Its coins were spent otherwise.</summary>
    public void Drop() => (Height, IsGone) = (null, true);

    /// <summary>The chain has this height now.</summary>
    public void Count(int height, DateTimeOffset now)
    {
        var confirmations = Height is { } at ? Math.Min(height - at + 1, WorldChain.ConfirmationsMax) : 0;
        for (; MostConfirmations < confirmations; MostConfirmations++)
        {
            reached[MostConfirmations + 1] = now;
        }
    }

    /// <summary>As the wallet tells it.</summary>
    public ChainTransaction ToChainTransaction(int height) => new(
        signed.Id, ours, Height is { } at ? height - at + 1 : 0, Height, SeenAt, label);
}
