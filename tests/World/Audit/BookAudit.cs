using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fulgurite.Worlds.Audit;

/// <summary>A book by itself: it balances, its head is the sum of its journal, and the journal proves itself.</summary>
internal static class BookAudit
{
    private static readonly string[] NeverBelowZero =
        ["held", "lightning-out", "onchain-out", "network-fees", "processing-fees", "suspense"];

    private static readonly string[] NeverAboveZero = ["lightning-in", "onchain-in"];

    private static readonly string[] KnownKinds =
    [
        "head", "journal", "once", "event", "invoice", "open", "serial", "reference", "delivery", "attempt", "due",
        "payment", "sending", "list", "ended", "head-profile", "active", "cycle",
        "chain-address", "receipt", "chain-send", "chain-sending", "chain-request", "chain-open",
    ];

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Problems(StoredBook book) =>
        Balances(book).Concat(Journal(book)).Concat(Events(book)).Concat(CycleSteps.AtRest(book))
            .Concat(book.Kinds.Except(KnownKinds).Select(kind => $"wallet {book.Wallet} has rows of a kind {kind}"));

    /// <summary>One transfer of a journal line.</summary>
    public static IEnumerable<(string From, string To, long AmountMsat)> Transfers(StoredRow line) =>
        from text in line.Text("transfers").Split(';')
        let arrow = text.IndexOf('>', StringComparison.Ordinal)
        let colon = text.IndexOf(':', StringComparison.Ordinal)
        select (
            text[..arrow],
            text[(arrow + 1)..colon],
            long.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture));

    /// <summary>The balances that a head carries.</summary>
    public static Dictionary<string, long> StoredBalances(StoredRow head) => head.Columns
        .Where(column => column.Key.StartsWith("balance_", StringComparison.Ordinal))
        .ToDictionary(
            column => column.Key["balance_".Length..^"_msat".Length].Replace('_', '-'),
            column => (long)column.Value);

    /// <summary>Balances beyond what an account may have, and books that do not balance.</summary>
    public static IEnumerable<string> Limits(string wallet, StoredRow head)
    {
        var balances = StoredBalances(head);
        if (balances.Values.Sum() != 0)
        {
            yield return $"wallet {wallet}: the balances sum to {balances.Values.Sum()}";
        }

        foreach (var (account, balanceMsat) in balances)
        {
            if ((NeverBelowZero.Contains(account) && balanceMsat < 0)
                || (NeverAboveZero.Contains(account) && balanceMsat > 0)
                || (account == "available" && balanceMsat < -head.Integer("credit_limit_msat")))
            {
                yield return $"wallet {wallet}: {account} is {balanceMsat} msat";
            }
        }
    }

    /// <summary>The hash of a journal line, from its columns.</summary>
    public static string Hash(string wallet, StoredRow line)
    {
        var microseconds = (line.Instant("at").UtcTicks - DateTime.UnixEpoch.Ticks) / 10;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"fulgurite-journal-1\n{wallet}\n{line.Number(1)}\n{microseconds}\n"
            + $"{line.Text("movement")}\n{line.Text("reference")}\n{line.Text("asset")}\n"
            + $"{line.Text("transfers")}\n{line.Text("previous_hash")}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static IEnumerable<string> Balances(StoredBook book)
    {
        var stored = StoredBalances(book.Head);
        var summed = new Dictionary<string, long>();
        foreach (var (from, to, amountMsat) in book.Rows("journal").SelectMany(Transfers))
        {
            summed[from] = summed.GetValueOrDefault(from) - amountMsat;
            summed[to] = summed.GetValueOrDefault(to) + amountMsat;
        }

        foreach (var account in stored.Keys.Union(summed.Keys).Order(StringComparer.Ordinal))
        {
            var (inHead, inJournal) = (stored.GetValueOrDefault(account), summed.GetValueOrDefault(account));
            if (inHead != inJournal)
            {
                yield return $"wallet {book.Wallet}: {account} is {inHead} in the head and {inJournal} in the journal";
            }
        }

        foreach (var problem in Limits(book.Wallet, book.Head))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Journal(StoredBook book)
    {
        var (sequence, hash) = (0L, new string('0', 64));
        foreach (var line in book.Rows("journal"))
        {
            sequence++;
            var recomputed = Hash(book.Wallet, line);
            if (line.Number(1) != sequence || line.Text("previous_hash") != hash || line.Text("hash") != recomputed)
            {
                yield return $"wallet {book.Wallet}: journal line {line.Key} breaks the chain";
            }

            if (Transfers(line).Any(t => t.AmountMsat <= 0 || t.From == t.To))
            {
                yield return $"wallet {book.Wallet}: journal line {line.Key} moves nothing";
            }

            hash = recomputed;
        }

        if (book.Head.Integer("sequence") != sequence || book.Head.Text("chain_hash") != hash)
        {
            yield return $"wallet {book.Wallet}: the head is not at its journal's end";
        }
    }

    private static IEnumerable<string> Events(StoredBook book)
    {
        var events = book.Rows("event");
        var isWithoutGaps = events.Index().All(e => e.Item.Number(1) == e.Index + 1);
        if (!isWithoutGaps || book.Head.Integer("event_sequence") != events.Count)
        {
            yield return $"wallet {book.Wallet}: the events have gaps";
        }

        foreach (var twice in events.GroupBy(e => e.Text("id")).Where(same => same.Count() > 1))
        {
            yield return $"wallet {book.Wallet}: event {twice.Key} happened {twice.Count()} times";
        }
    }
}
