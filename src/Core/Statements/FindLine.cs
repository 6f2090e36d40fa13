using Fulgurite.Wallets;

namespace Fulgurite.Statements;

/// <summary>
/// Finds the place of an instant in a wallet's journal: between the lines before it and the first line that was
/// committed then or later. Once there is such a line the place never changes, so that one statement ends exactly where
/// the next begins. Clocks of several processes differ a little, so lines are not strictly in the order of their
/// instants: what stands after that first line belongs after it, whatever its own instant says. Where a billing cycle
/// begins they are in order (decision 0015), and the place is the cycle's.
/// </summary>
public sealed class FindLine(WalletReads wallets)
{
    /// <summary>By how much the clocks of processes that serve one wallet may differ.</summary>
    public static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(1);

    // Hardly a line is within the skew of a midnight, and in a busy wallet tens of thousands are.
    private const long NeighboursFirst = 100;
    private const long NeighboursThen = 1_000;

    /// <summary>
    /// The last line before an instant; 0 where there is none. One storage transaction for each doubling of the
    /// journal's length, and one per thousand lines of the minute before the instant.
    /// </summary>
    /// <param name="head">The wallet, as it was read: lines that come later are not looked at.</param>
    /// <param name="instant">The instant.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<long> Before(WalletHead head, DateTimeOffset instant, CancellationToken cancel)
    {
        var crossing = await Crossing(head, instant, cancel);
        return await FirstCrossing(head, instant, crossing, cancel);
    }

    // A line before the instant whose successor is not; there may be another such pair within the skew.
    private async Task<long> Crossing(WalletHead head, DateTimeOffset instant, CancellationToken cancel)
    {
        var (before, after) = (0L, head.Sequence + 1);
        while (after - before > 1)
        {
            // The end first: most statements are about what was last.
            var probe = after > head.Sequence ? head.Sequence : before + ((after - before) / 2);
            var isBefore = (await wallets.Journal(head.Wallet, probe, probe, cancel))[0].At < instant;
            (before, after) = isBefore ? (probe, after) : (before, probe);
        }

        return before;
    }

    // A line that is more than the skew before the instant was committed before every line that is after it.
    private async Task<long> FirstCrossing(
        WalletHead head, DateTimeOffset instant, long crossing, CancellationToken cancel)
    {
        var found = crossing;
        for (var (last, span) = (crossing, NeighboursFirst); last > 0; last -= span, span = NeighboursThen)
        {
            var lines = await wallets.Journal(head.Wallet, Math.Max(1, last - span + 1), last, cancel);
            found = lines.FirstOrDefault(line => line.At >= instant) is { } earlier ? earlier.Sequence - 1 : found;
            if (lines.Any(line => line.At < instant - SkewMax))
            {
                break;
            }
        }

        return found;
    }
}
