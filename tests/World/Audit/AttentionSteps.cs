using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Work that may be left behind is marked, at a time at which it will be noticed, before it can be left behind; and no
/// mark goes, and the cursor passes none, before the work is done.
/// </summary>
internal static class AttentionSteps
{
    // Rows of work that is not done, and that nothing but a mark finds again.
    private static readonly string[] Kinds = ["open", "due", "sending", "chain-sending", "chain-open"];

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>What a mark announces may be stored so long after it.</summary>
    private static readonly TimeSpan CommitMax = TimeSpan.FromSeconds(35);

    /// <summary>A payment under way is looked at every minute, whatever else the wallet is marked for.</summary>
    private static readonly TimeSpan PaymentsSoon = TimeSpan.FromSeconds(150);

    /// <summary>Open invoices, due deliveries and payments under way that nobody would notice.</summary>
    public static IEnumerable<string> NewWork(Moment moment) =>
        from row in Kinds.SelectMany(moment.New)
        where !IsMarked(moment, moment.Partition, row)
        select $"wallet {moment.Partition}: {row.Key} was written, and no mark of attention will find it again";

    /// <summary>Marks that went, or were passed by, too early.</summary>
    public static IEnumerable<string> MarksAndCursor(Moment moment)
    {
        if (moment.Partition == "cursor")
        {
            // A mark may stay behind where its deletion was lost: that is harmless once its work is done.
            var (before, now) = (moment.Changes[0].Before?.Text("minute") ?? "", Cursor(moment.Witness));
            return moment.Witness.Partitions("attention")
                .Where(minute => string.CompareOrdinal(minute, before) >= 0 && string.CompareOrdinal(minute, now) < 0)
                .SelectMany(minute => moment.Witness.Partition("attention", minute).Keys)
                .Distinct()
                .SelectMany(wallet => Unmarked(moment, wallet));
        }

        return moment.Changes.Where(change => change.After is null && change.Before is not null)
            .SelectMany(change => Unmarked(moment, change.Before!.Key))
            .Concat(moment.Changes
                .Where(change => change.IsNew && StartOf(moment.Partition) < moment.Now + CommitMax)
                .Select(change => $"wallet {change.Either.Key} is marked for {moment.Partition}, "
                    + "which may be read before the work is stored"));
    }

    private static IEnumerable<string> Unmarked(Moment moment, string wallet) =>
        from row in moment.Witness.Partition("wallets", wallet).Values
        where Kinds.Contains(row.Part(0))
        where !IsMarked(moment, wallet, row)
        select $"wallet {wallet}: its mark of attention goes, and nothing else will find {row.Key} again";

    // A mark is looked at when its minute begins, or later: by then the work must have fallen due.
    private static bool IsMarked(Moment moment, string wallet, StoredRow row)
    {
        var (cursor, at) = (Cursor(moment.Witness), At(moment, row));
        var isPayment = row.Part(0) is "sending" or "chain-sending";
        return moment.Witness.Partitions("attention").Any(minute =>
            minute != "cursor"
            && string.CompareOrdinal(minute, cursor) >= 0
            && StartOf(minute) >= at + Grace
            && (!isPayment || StartOf(minute) <= moment.Now + PaymentsSoon)
            && moment.Witness.Partition("attention", minute).ContainsKey(wallet));
    }

    private static string Cursor(Witness witness) =>
        witness.Row("attention", "cursor", "minute")?.Text("minute") ?? "";

    private static DateTimeOffset At(Moment moment, StoredRow row) => row.Part(0) switch
    {
        "sending" => moment.Witness.Row("wallets", row.Partition, $"payment|{row.Part(1)}")!.Instant("created_at"),
        "chain-sending" =>
            moment.Witness.Row("wallets", row.Partition, $"chain-send|{row.Part(1)}")!.Instant("created_at"),
        _ => new(row.Number(1), TimeSpan.Zero),
    };

    private static DateTimeOffset StartOf(string minute) => DateTimeOffset.ParseExact(
        minute, "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
