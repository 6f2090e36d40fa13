namespace Fulgurite.App.Cli;

/// <summary>
/// How far a verification is, on standard error: a bar on a terminal, a line now and then elsewhere.
/// </summary>
internal sealed class VerifyProgress(int wallets, bool isTerminal, TimeProvider clock)
{
    private const int Width = 30;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private long rows;
    private int done;
    private long toldAt = clock.GetTimestamp();

    /// <summary>More rows were read.</summary>
    public void Read(long count)
    {
        rows += count;
        Tell();
    }

    /// <summary>A wallet is done.</summary>
    public void Done()
    {
        done++;
        Tell();
        if (isTerminal && done == wallets)
        {
            Console.Error.WriteLine();
        }
    }

    private void Tell()
    {
        if (isTerminal)
        {
            var bar = new string('#', Width * done / Math.Max(1, wallets)).PadRight(Width, '.');
            Console.Error.Write($"\r[{bar}] {done} of {wallets} wallets, {rows} rows ");
        }
        else if (clock.GetElapsedTime(toldAt) > Quiet)
        {
            toldAt = clock.GetTimestamp();
            Console.Error.WriteLine($"{done} of {wallets} wallets, {rows} rows");
        }
    }
}
