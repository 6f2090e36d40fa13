using System.Diagnostics;
using Fulgurite.App;
using Fulgurite.Bench.Figures;
using Fulgurite.Bench.Subjects;
using Fulgurite.Invoices;
using Fulgurite.Verification;

namespace Fulgurite.Bench.Measurements;

/// <summary>
/// Proving one long wallet: how fast, and whether memory grows with it. The time includes the making of the rows, which
/// is told by itself.
/// </summary>
internal static class Proving
{
    private const string Name = "verify";
    private const double MegabyteBytes = 1 << 20;

    public static async Task Run(BenchOptions options, Report report)
    {
        foreach (var lines in new[] { options.Payments, 10L * options.Payments })
        {
            var making = Stopwatch.StartNew();
            var book = new EndlessBook(lines);
            making.Stop();
            var verify = new VerifyWallet(book, new PaymentHashIndex(book), Composition.Schemes);
            var peak = 0L;
            var proving = Stopwatch.StartNew();
            var verdict = await verify.Execute(
                book.Wallet,
                book.Environment,
                _ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)),
                CancellationToken.None);
            proving.Stop();
            Invariant.Holds(verdict.Findings.Count == 0 && verdict.Lines == lines, "the wallet is proved");
            report.Add(Name, $"{lines:#,0} lines, {verdict.Rows:#,0} rows", proving.Elapsed.TotalSeconds, "s");
            report.Add(Name, "of it making the journal's rows", making.Elapsed.TotalSeconds, "s");
            report.Add(Name, "managed heap at its largest", peak / MegabyteBytes, "MB");
            report.Add(Name, "resident memory at its largest", PeakResident() / MegabyteBytes, "MB");
        }
    }

    private static double PeakResident()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
