using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

/// <summary>A write alone ends as it would in a batch, whatever way it is sent.</summary>
public abstract partial class TableStoreContract
{
    public static TheoryData<string, string, CommitStatus> Alone => new()
    {
        { "insert", "absent", CommitStatus.Committed },
        { "insert", "current", CommitStatus.AlreadyExists },
        { "insert", "passed", CommitStatus.AlreadyExists },
        { "replace", "absent", CommitStatus.Stale },
        { "replace", "current", CommitStatus.Committed },
        { "replace", "passed", CommitStatus.Stale },
        { "merge", "absent", CommitStatus.Stale },
        { "merge", "current", CommitStatus.Committed },
        { "merge", "passed", CommitStatus.Stale },
        { "mergeany", "absent", CommitStatus.Stale },
        { "mergeany", "current", CommitStatus.Committed },
        { "mergeany", "passed", CommitStatus.Committed },
        { "put", "absent", CommitStatus.Committed },
        { "put", "current", CommitStatus.Committed },
        { "put", "passed", CommitStatus.Committed },
        { "delete", "absent", CommitStatus.Stale },
        { "delete", "current", CommitStatus.Committed },
        { "delete", "passed", CommitStatus.Stale },
        { "deleteany", "absent", CommitStatus.Stale },
        { "deleteany", "current", CommitStatus.Committed },
        { "deleteany", "passed", CommitStatus.Committed },
    };

    [Theory]
    [MemberData(nameof(Alone))]
    public async Task Ends_a_write_alone_as_in_a_batch(string kind, string found, CommitStatus expected)
    {
        // Keys that a path must escape and a body must not.
        var (alone, batched) = ($"it's +{kind}", $"100%:{kind}");
        var single = await Commit(Write(kind, alone, await Prepare(alone, found)));
        var paired = await Commit(
            Write(kind, batched, await Prepare(batched, found)), RowWrite.Put(Key("beside"), Number(0)));

        Assert.Equal((expected, expected), (single.Status, paired.Status));
        Assert.Equal(expected == CommitStatus.Committed ? -1 : 0, single.FailedWrite);
        Assert.Equal(paired.FailedWrite, single.FailedWrite);
        var (after, batchedAfter) = (await Read(alone), await Read(batched));
        Assert.Equal(batchedAfter?.Fields, after?.Fields);
        if (expected == CommitStatus.Committed)
        {
            Assert.Equal(after?.Version.Value ?? "", Assert.Single(single.Versions).Value);
        }
    }

    [Theory]
    [InlineData("insert", CommitStatus.Committed)]
    [InlineData("replace", CommitStatus.Stale)]
    [InlineData("merge", CommitStatus.Stale)]
    [InlineData("mergeany", CommitStatus.Stale)]
    [InlineData("put", CommitStatus.Committed)]
    [InlineData("delete", CommitStatus.Stale)]
    [InlineData("deleteany", CommitStatus.Stale)]
    public async Task Ends_a_write_alone_to_a_table_that_was_not_there(string kind, CommitStatus expected)
    {
        var fresh = new TableName($"t{partition}{kind}");

        var outcome = await store.Commit(fresh, new RowBatch([Write(kind, "a", Never)]), default);

        Assert.Equal(expected, outcome.Status);
        Assert.Equal(expected == CommitStatus.Committed, await store.Get(fresh, Key("a"), default) is not null);
    }

    private static ETag Never => new("W/\"datetime'2020-01-01T00%3A00%3A00Z'\"");

    private RowWrite Write(string kind, string row, ETag version)
    {
        var fields = new RowFields { { "new", "é" } };
        return kind switch
        {
            "insert" => RowWrite.Insert(Key(row), fields),
            "replace" => RowWrite.Replace(Key(row), fields, version),
            "merge" => RowWrite.Merge(Key(row), fields, version),
            "mergeany" => RowWrite.MergeAny(Key(row), fields),
            "put" => RowWrite.Put(Key(row), fields),
            "delete" => RowWrite.Delete(Key(row), version),
            "deleteany" => RowWrite.DeleteAny(Key(row)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    // Brings a row into a state; the version is what its writer believes.
    private async Task<ETag> Prepare(string row, string found)
    {
        if (found == "absent")
        {
            return Never;
        }

        var version = await Insert(row, 1);
        if (found == "passed")
        {
            await Commit(RowWrite.MergeAny(Key(row), Number(2)));
        }

        return version;
    }
}
