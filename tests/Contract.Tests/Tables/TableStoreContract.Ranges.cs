using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

/// <summary>Keys, their order, ranges and pages.</summary>
public abstract partial class TableStoreContract
{
    private static readonly string[] OddKeys =
    [
        "", " ", " leading", "-", "1", "10", "9", "A", "B", "_", "a", "b", "~", "é", "日本", "😀", "'", "''", "o'clock",
        "\"quoted\"", "50% off", "%27", "a+b", "a b", "a&b=c", "semi;colon", "co:lon", "(paren)", "at@",
        "pipe|", "{brace}",
        "<xml>", "--changeset_fulgurite--", "HTTP/1.1 500 x".Replace('/', '.'), "$batch", ".", "..", "e\u0301",
    ];

    [Fact]
    public async Task Keeps_odd_keys_and_sorts_them_ordinally()
    {
        var outcome = await Commit([.. OddKeys.Select(k => RowWrite.Insert(Key(k), new RowFields { { "key", k } }))]);
        Assert.Equal(CommitStatus.Committed, outcome.Status);

        var page = await store.Query(Table, new RowQuery(partition), default);

        var expected = OddKeys.Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(expected, page.Rows.Select(r => r.Key.Row));
        Assert.Equal(expected, page.Rows.Select(r => r.Fields.Text("key")));
    }

    [Fact]
    public async Task Finds_and_guards_each_row_with_an_odd_key()
    {
        foreach (var odd in OddKeys)
        {
            var key = new RowKey($"{partition}{odd}", odd);
            var inserted = await Commit(RowWrite.Insert(key, Number(1)));
            var merged = await Commit(RowWrite.Merge(key, Number(2), inserted.Versions.Single()));
            Assert.Equal(CommitStatus.Committed, merged.Status);
            Assert.Equal(2, (await store.Get(Table, key, default))?.Fields.Integer("n"));
            Assert.Single((await store.Query(Table, new RowQuery(key.Partition, odd), default)).Rows);
            Assert.Equal(CommitStatus.Committed, (await Commit(RowWrite.DeleteAny(key))).Status);
            Assert.Null(await store.Get(Table, key, default));
        }
    }

    [Fact]
    public async Task Keeps_keys_at_their_longest()
    {
        var longest = new RowKey(partition.PadRight(512, 'p'), new string('r', 512));

        Assert.Equal(CommitStatus.Committed, (await Commit(RowWrite.Insert(longest, Number(1)))).Status);

        Assert.Equal(longest, (await store.Get(Table, longest, default))?.Key);
        Assert.Equal(longest, (await store.Query(Table, new RowQuery(longest.Partition), default)).Rows.Single().Key);
    }

    [Theory]
    [InlineData("", null, "a|1 a|2 b|1 b|2 c")]
    [InlineData("a|2", null, "a|2 b|1 b|2 c")]
    [InlineData("", "b|1", "a|1 a|2")]
    [InlineData("a|2", "b|2", "a|2 b|1")]
    [InlineData("a|3", "b", "")]
    [InlineData("c", "a", "")]
    [InlineData("b|1", "b|1", "")]
    [InlineData("d", null, "")]
    public async Task Reads_the_rows_of_a_range(string from, string? before, string expected)
    {
        await Commit([.. "b|2 a|1 c a|2 b|1".Split(' ').Select(k => RowWrite.Insert(Key(k), Number(1)))]);

        var page = await store.Query(Table, new RowQuery(partition, from, before), default);

        Assert.Equal(expected, string.Join(' ', page.Rows.Select(r => r.Key.Row)));
        Assert.Null(page.Continuation);
    }

    [Fact]
    public async Task Reads_the_rows_under_a_prefix()
    {
        await Commit([.. "a b| b|1 b|z b|~ b} b}1 c|".Split(' ').Select(k => RowWrite.Insert(Key(k), Number(1)))]);

        var page = await store.Query(Table, RowQuery.Prefix(partition, "b|"), default);

        Assert.Equal("b| b|1 b|z b|~", string.Join(' ', page.Rows.Select(r => r.Key.Row)));
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(0, 999)]
    [InlineData(2480, 1)]
    public async Task Pages_through_2500_rows(int first, int take)
    {
        var writes = Enumerable.Range(0, 2500).Select(i => RowWrite.Insert(Key($"{i:D4} é'+"), Number(i)));
        await Task.WhenAll(writes.Chunk(100).Select(Commit));
        var query = new RowQuery(partition, $"{first:D4}", Take: take);

        var rows = new List<Row>();
        do
        {
            var page = await store.Query(Table, query, default);
            Assert.InRange(page.Rows.Count, 0, take);
            rows.AddRange(page.Rows);
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);

        var expected = Enumerable.Range(first, 2500 - first).Select(i => (long)i);
        Assert.Equal(expected, rows.Select(r => r.Fields.Integer("n")));
    }

    [Fact]
    public async Task Never_shows_another_partition()
    {
        await Insert("a", 1);
        await Commit(RowWrite.Insert(new RowKey(partition + "0", "a"), Number(2)));
        await Commit(RowWrite.Insert(new RowKey(partition[..^1], "a"), Number(3)));

        var page = await store.Query(Table, new RowQuery(partition), default);

        Assert.Equal(1, Assert.Single(page.Rows).Fields.Integer("n"));
        Assert.Empty((await store.Query(new TableName($"n{partition}"), new RowQuery(partition), default)).Rows);
    }
}
