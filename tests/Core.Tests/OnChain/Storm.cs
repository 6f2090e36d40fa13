using Fulgurite.Storage;
using Fulgurite.Tests.Storage;

namespace Fulgurite.Tests.OnChain;

/// <summary>Weather in front of a store.</summary>
internal static class Storm
{
    /// <summary>Commits to one table happen, and nobody is told.</summary>
    public static WatchedTableStore.Weather LoseCommitsTo(TableName table) => async (asked, _, commit) =>
    {
        var outcome = await commit();
        return asked == table ? CommitOutcome.Unknown() : outcome;
    };
}
