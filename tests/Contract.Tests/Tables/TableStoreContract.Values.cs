using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

/// <summary>Every type of column comes back as it went in.</summary>
public abstract partial class TableStoreContract
{
    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData((1L << 53) + 1)]
    [InlineData(long.MaxValue)]
    public async Task Keeps_integers(long value)
    {
        var fields = await RoundTrip(new RowFields { { "v", value } });

        Assert.Equal(value, fields.Integer("v"));
    }

    [Theory]
    [InlineData("1601-01-01T00:00:00Z")]
    [InlineData("2026-11-20T12:00:00Z")]
    [InlineData("2026-11-20T12:00:00.1Z")]
    [InlineData("2026-11-20T12:00:00.0000001Z")]
    [InlineData("2026-11-20T12:00:00.1234567+05:30")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public async Task Keeps_instants_to_100_ns(string value)
    {
        var instant = DateTimeOffset.Parse(value, System.Globalization.CultureInfo.InvariantCulture);

        var fields = await RoundTrip(new RowFields { { "v", instant } });

        Assert.Equal(instant, fields.Instant("v"));
        Assert.Equal(TimeSpan.Zero, fields.Instant("v").Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("2026-11-20T12:00:00Z")]
    [InlineData("12345678901234567890")]
    [InlineData("true")]
    [InlineData("é 日本 😀 \u2028 \u0000 \r\n --batch_fulgurite-- \" ' \\ <>&+")]
    public async Task Keeps_text(string value)
    {
        var fields = await RoundTrip(new RowFields { { "v", value } });

        Assert.Equal(value, fields.Text("v"));
    }

    [Fact]
    public async Task Keeps_values_at_their_longest()
    {
        var bytes = new byte[64 * 1024];
        new Random(1).NextBytes(bytes);
        var text = new string('é', 32 * 1024);

        var fields = await RoundTrip(new RowFields { { "bytes", bytes }, { "text", text } });

        Assert.Equal(bytes, fields.Binary("bytes"));
        Assert.Equal(text, fields.Text("text"));
    }

    [Fact]
    public async Task Keeps_each_type_side_by_side()
    {
        var fields = await RoundTrip(new RowFields
        {
            { "Flag", true }, { "flag", false }, { "empty", Array.Empty<byte>() },
            { "bytes", new byte[] { 0, 255, 62 } },
            { "n", 7L }, { "absent", (string?)null }, { "_under_score9", "x" },
        });

        Assert.Equal(6, fields.Count);
        Assert.True(fields.Flag("Flag"));
        Assert.False(fields.Flag("flag"));
        Assert.Empty(fields.Binary("empty"));
        Assert.Equal([0, 255, 62], fields.Binary("bytes"));
        Assert.Equal(7, fields.Integer("n"));
        Assert.Null(fields.TextOrNull("absent"));
        Assert.Equal("x", fields.Text("_under_score9"));
    }

    [Fact]
    public async Task Changes_only_the_named_columns_of_each_type_in_a_merge()
    {
        await Commit(RowWrite.Insert(
            Key("a"), new RowFields { { "n", 1L }, { "t", "x" }, { "b", new byte[] { 1 } }, { "f", true } }));

        await Commit(RowWrite.MergeAny(Key("a"), new RowFields { { "n", 2L }, { "b", new byte[] { 2 } } }));

        var fields = (await Read("a"))!.Fields;
        Assert.Equal(2, fields.Integer("n"));
        Assert.Equal("x", fields.Text("t"));
        Assert.Equal([2], fields.Binary("b"));
        Assert.True(fields.Flag("f"));
    }

    [Fact]
    public async Task Is_not_changed_by_what_the_caller_does_to_its_own_columns()
    {
        var fields = Number(1);
        await Commit(RowWrite.Insert(Key("a"), fields));
        fields.Add("n", 2);
        (await Read("a"))!.Fields.Add("n", 3);

        Assert.Equal(1, (await Read("a"))?.Fields.Integer("n"));
    }

    private async Task<RowFields> RoundTrip(RowFields fields)
    {
        Assert.Equal(CommitStatus.Committed, (await Commit(RowWrite.Insert(Key("a"), fields))).Status);
        var read = (await Read("a"))!.Fields;
        var queried = (await store.Query(Table, new RowQuery(partition), default)).Rows.Single().Fields;
        Assert.Equal(read.Select(f => f.Key), queried.Select(f => f.Key));
        Assert.Equal(read.Select(f => f.Value), queried.Select(f => f.Value));
        return read;
    }
}
