using System.Text;
using Fulgurite.Azure.Tables;
using Fulgurite.Storage;

namespace Fulgurite.Contracts.Tables;

/// <summary>The exact bytes.</summary>
public sealed class TableWireTests
{
    private static readonly ETag Version = new("W/\"datetime'2026-11-20T12%3A00%3A00Z'\"");

    [Fact]
    public void Writes_a_batch_of_every_kind()
    {
        var fields = new RowFields
        {
            { "text", "é\n" }, { "n", long.MinValue }, { "flag", true }, { "bytes", new byte[] { 0, 255, 62 } },
            { "at", new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).AddTicks(1) },
        };
        var batch = new RowBatch(
        [
            RowWrite.Insert(new RowKey("o'b", "a"), fields),
            RowWrite.Replace(new RowKey("o'b", "é +%"), [], Version),
            RowWrite.MergeAny(new RowKey("o'b", "m"), []),
            RowWrite.Put(new RowKey("o'b", "p"), []),
            RowWrite.Delete(new RowKey("o'b", "d"), Version),
        ]);

        var endpoint = new Uri("https://acct.table.core.windows.net");
        var bytes = new BatchWriter(endpoint, new TableName("wallets")).Write(batch);

        Assert.Equal(Golden().ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(bytes.Span));
    }

    [Fact]
    public void Signs_the_date_and_the_path_as_it_is_on_the_wire()
    {
        const string Date = "Fri, 20 Nov 2026 12:00:00 GMT";
        var uri = new Uri(
            "http://127.0.0.1:10002/devstoreaccount1/wallets(PartitionKey='o%27%27b',RowKey='%C3%A9%20%2B')?$select=a");

        Assert.Equal(
            $"{Date}\n/devstoreaccount1/devstoreaccount1/wallets(PartitionKey='o%27%27b',RowKey='%C3%A9%20%2B')",
            SharedKey.Azurite.StringToSign(Date, uri));
        Assert.Equal(
            "SharedKeyLite devstoreaccount1:0uksPpia/JR+JFmFscGuCDVRlO5JN4uNX/2QcpJc4qE=",
            SharedKey.Azurite.Authorize(Date, uri));
        Assert.DoesNotContain("Eby8", SharedKey.Azurite.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_rows_that_the_cloud_would_refuse_and_the_emulator_would_not()
    {
        AssertRefused(new RowFields { { "PartitionKey", "x" } });
        AssertRefused(new RowFields { { "a-b", "x" } });
        AssertRefused(new RowFields { { "9a", "x" } });
        AssertRefused(new RowFields { { "t", new string('x', 32 * 1024 + 1) } });
        AssertRefused(new RowFields { { "b", new byte[64 * 1024 + 1] } });
        AssertRefused(new RowFields { { "at", new DateTimeOffset(1600, 1, 1, 0, 0, 0, TimeSpan.Zero) } });
        AssertRefused(Columns(253, ""));
        AssertRefused(Columns(17, new string('x', 32 * 1024)));
        Assert.NotNull(new RowBatch([RowWrite.Put(new RowKey("p", "r"), Columns(252, ""))]));
    }

    private static string Golden()
    {
        using var file = typeof(TableWireTests).Assembly.GetManifestResourceStream("tables/batch.golden.txt");
        Assert.NotNull(file);
        return new StreamReader(file).ReadToEnd();
    }

    private static RowFields Columns(int count, string value)
    {
        var fields = new RowFields();
        for (var i = 0; i < count; i++)
        {
            fields.Add($"c{i}", value);
        }

        return fields;
    }

    private static void AssertRefused(RowFields fields) => Assert.Throws<InvariantBrokenException>(
        () => new RowBatch([RowWrite.Put(new RowKey("p", "r"), fields)]));
}
