using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Measurements;

namespace Fulgurite.Bench;

/// <summary>Every measurement, in the order in which they run.</summary>
internal static class Benches
{
    public const string Usage = """
        Measures what Fulgurite's speed is promised to be, and prints a table.

        Usage: dotnet run -c Release --project tests/Bench -- [NAME ...] [options]

        Names (all of them where none is given):
          invoices     invoice creation through the API against the node alone
          sandbox      invoice creation over the sandbox network, in memory and on Azurite
          callbacks    from a settlement to the signed callback
          storage      storage transactions of a deposit, counted
          postings     postings on one wallet and on a thousand, in memory and on Azurite
          sends        payments to somebody else, and their storage transactions, in memory and on Azurite
          listings     pages of a thousand and of many payments, in memory and on Azurite
          cycles       closing a billing cycle with a hundred and with a hundred thousand lines
          bills        closing a line of credit with a thousand and with ten thousand wallets
          verify       proving one long wallet from its rows
          memory       the process over a long run
          coldstart    the published package, from its start to its first answer

        Options:
          --seconds N    how long each rate is measured (default 10)
          --payments N   how many payments the long run makes, and listings list (default 100000)
          --quick        a look: 2 seconds, 5000 payments, no long listings on Azurite
          --json FILE    the figures for programs
        """;

    public static IReadOnlyDictionary<string, Func<BenchOptions, Report, Task>> All { get; } =
        new Dictionary<string, Func<BenchOptions, Report, Task>>
        {
            ["invoices"] = InvoiceCreation.Run,
            ["sandbox"] = InvoiceCreation.RunSandbox,
            ["callbacks"] = CallbackLatency.Run,
            ["storage"] = StorageTransactions.Run,
            ["postings"] = Postings.Run,
            ["sends"] = Sends.Run,
            ["listings"] = ListingPages.Run,
            ["cycles"] = Measurements.Cycles.Run,
            ["bills"] = Bills.Run,
            ["verify"] = Proving.Run,
            ["memory"] = LongRun.Run,
            ["coldstart"] = ColdStart.Run,
        };
}
