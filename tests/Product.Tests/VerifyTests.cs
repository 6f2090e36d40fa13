using System.Text.Json.Nodes;
using Fulgurite.Azure.Tables;
using Fulgurite.Storage;

namespace Fulgurite.Product;

/// <summary>An operator proves the books of a run.</summary>
public sealed class VerifyTests
{
    private static readonly TableName Wallets = new("wallets");

    [Fact]
    public async Task Proves_the_books_of_a_run_and_names_a_row_that_was_corrupted()
    {
        using var data = new DataFolder();
        await using (var product = await RunningProduct.Start(data))
        {
            for (var n = 1; n <= 3; n++)
            {
                var taken = await product.Take($"deposit-{n}");
                (await product.Pay(taken["address"]!.GetValue<string>())).With(200);
                await product.Credited($"deposit-{n}");
            }

            await product.Take("unpaid");
            var beside = await Verify(data);
            Assert.Equal((0, ""), (beside.ExitCode, beside.Errors));
            Assert.Contains("Proved: the books, against the node.", beside.Output, StringComparison.Ordinal);

            var tables = AzureTableStore.WithSharedKey(
                new AzureTableOptions(TablesOf(data), TimeProvider.System), SharedKey.Azurite);
            var line = (await tables.Query(
                Wallets, RowQuery.Prefix(product.Facts.Wallet, "journal|"), CancellationToken.None)).Rows[1];
            await Put(tables, line.Key, line.Fields.With(
                new RowFields { { "transfers", "lightning-in>available:99999999" } }));
            var corrupted = await Verify(data, "--json");
            var finding = JsonNode.Parse(corrupted.Output)!["findings"]![0]!;

            Assert.Equal(1, corrupted.ExitCode);
            Assert.Equal(
                ("wallets", line.Key.Partition, line.Key.Row),
                (Text(finding, "table"), Text(finding, "partition"), Text(finding, "row")));
            await Put(tables, line.Key, line.Fields);
            Assert.Equal(0, await product.Stop());
        }

        // No run is going now: it brings the tables up itself, and takes them down.
        var alone = await Verify(data);
        Assert.Equal((0, ""), (alone.ExitCode, alone.Errors));
        Assert.Null(data.AzuriteProcessId);
        var wallet = Facts.Read(data.FactsFile).Wallet;
        Assert.Equal(0, (await Verify(data, "--wallet", wallet)).ExitCode);
    }

    [Theory]
    [InlineData("There are no tables in")]
    [InlineData("Unrecognized command or argument '--nonsense'", "--nonsense")]
    public async Task Says_in_one_line_that_it_cannot_check(string text, params string[] options)
    {
        using var data = new DataFolder();
        var ended = await Verify(data, options);

        Assert.Contains(text, Assert.Single(ended.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(2, ended.ExitCode);
    }

    [Fact]
    public async Task Brings_no_tables_up_beside_a_run_that_is_about_to_do_so()
    {
        using var data = new DataFolder();
        Directory.CreateDirectory(data.File("azurite"));
        await using var starting = new FileStream(
            data.File("bus.log"), FileMode.Create, FileAccess.Write, FileShare.None);

        var ended = await Verify(data);

        var line = Assert.Single(ended.Errors.Trim().Split('\n'));
        Assert.Contains("it starts or ends. Try again.", line, StringComparison.Ordinal);
        Assert.Equal((2, null), (ended.ExitCode, data.AzuriteProcessId));
    }

    private static string? Text(JsonNode finding, string name) => finding[name]!.GetValue<string>();

    private static async Task Put(AzureTableStore tables, RowKey key, RowFields fields) => Assert.Equal(
        CommitStatus.Committed,
        (await tables.Commit(Wallets, new RowBatch([RowWrite.Put(key, fields)]), CancellationToken.None)).Status);

    private static Uri TablesOf(DataFolder data) => new($"http://127.0.0.1:{data.AzuritePort}/devstoreaccount1");

    private static Task<Ended> Verify(DataFolder data, params string[] options) =>
        Executable.Run(["verify", "--data", data.Path, .. options]);
}
