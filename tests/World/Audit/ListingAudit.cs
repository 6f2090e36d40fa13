using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>
/// Invoices, requests and payments, and nothing else, are listed in their place, and as final when they are. The
/// invoice of a request is not: the request is.
/// </summary>
internal static class ListingAudit
{
    private static readonly Dictionary<string, string> Ends = new()
    {
        ["Settled"] = "Completed",
        ["Expired"] = "Expired",
        ["Canceled"] = "Expired",
        ["Completed"] = "Completed",
        ["Succeeded"] = "Completed",
        ["Sent"] = "Completed",
        ["Failed"] = "Failed",
    };

    /// <summary>What is wrong with one book.</summary>
    public static IEnumerable<string> Problems(StoredBook book)
    {
        var rows = book.Rows("invoice").Where(invoice => !ReceiveSteps.IsPart(invoice))
            .Concat(book.Rows("chain-request")).Concat(book.Rows("payment")).Concat(book.Rows("chain-send")).ToList();
        var listed = rows.Select(row => $"list|{Place(row)} {KindOf(row)}");
        var ended = from row in rows
                    where Ends.ContainsKey(row.Text("state"))
                    let at = At(row, "ended_at", "settled_at")
                    select $"ended|{Place(row)} {Ends[row.Text("state")]} {at:O}";
        var stored = book.Rows("list").Select(row => $"{row.Key} {row.Text("direction")} {row.Text("kind")}")
            .Concat(book.Rows("ended").Select(row => $"{row.Key} {row.Text("status")} {row.Instant("ended_at"):O}"))
            .ToHashSet(StringComparer.Ordinal);
        stored.SymmetricExceptWith(listed.Concat(ended));
        return stored.Select(row => $"wallet {book.Wallet}: '{row}' is missing or should not be");
    }

    /// <summary>What is wrong with a block: it counts what is listed between its ends, and stays as it is.</summary>
    public static IEnumerable<string> Block(Moment moment, RowChange change)
    {
        var block = change.After;
        var counted = moment.Witness.Partition("wallets", moment.Partition).Keys.Count(key =>
            key.StartsWith("list|", StringComparison.Ordinal)
            && string.CompareOrdinal(key, $"list|{block?.Text("first")}") >= 0
            && string.CompareOrdinal(key, $"list|{block?.Text("last")}") <= 0);
        if (block is null || change.Changed.Any() || counted != block.Integer("count"))
        {
            yield return $"wallet {moment.Partition}: {change.Either.Key} of its list counts "
                + $"{block?.Integer("count")}, and there are {counted}";
        }
    }

    /// <summary>Payments that are listed within a block that was counted before.</summary>
    public static IEnumerable<string> Late(Moment moment) =>
        from row in moment.New("list")
        from block in moment.Witness.Partition("listings", moment.Partition).Values
        where string.CompareOrdinal(row.Key, $"list|{block.Text("first")}") > 0
        select $"wallet {moment.Partition}: {row.Key} is listed behind {block.Key}, which is counted already";

    /// <summary>What a wallet lists at this instant: places, newest first, and the ends among them.</summary>
    public static (IReadOnlyList<string> Places, IReadOnlyDictionary<string, string> Ends) Listed(
        World world, string wallet)
    {
        var rows = world.Tables.Witness.Partition("wallets", wallet).Values;
        return (
            [.. rows.Where(row => row.Is("list")).Select(row => row.Key["list|".Length..])],
            rows.Where(row => row.Is("ended"))
                .ToDictionary(row => row.Key["ended|".Length..], row => row.Text("status")));
    }

    /// <summary>
    /// What is wrong with a page, given what was listed as it was asked for and as the answer came: what was there is
    /// there, in its order, as it stood at some time between.
    /// </summary>
    public static IEnumerable<string> OfPage(
        (IReadOnlyList<(string Place, string Status)> Payments, long Total) page,
        (bool IsNewestFirst, bool TellsStatus, int Offset, int Limit) asked,
        (IReadOnlyList<string> Places, IReadOnlyDictionary<string, string> Ends) before,
        (IReadOnlyList<string> Places, IReadOnlyDictionary<string, string> Ends) after)
    {
        var places = page.Payments.Select(payment => payment.Place).ToList();
        var size = Math.Clamp(page.Total - asked.Offset, 0, asked.Limit);
        if (page.Total < before.Places.Count || page.Total > after.Places.Count || places.Count != size)
        {
            yield return $"a list tells {places.Count} of {page.Total} payments from {asked.Offset} on, at most "
                + $"{asked.Limit}; there were {before.Places.Count} to {after.Places.Count}";
        }

        var all = asked.IsNewestFirst ? after.Places : after.Places.Reverse();
        if (before.Places.Count == after.Places.Count
            && !places.SequenceEqual(all.Skip(asked.Offset).Take(asked.Limit)))
        {
            yield return "a list leaves payments out, or tells them in another order";
        }

        foreach (var (place, status) in asked.TellsStatus ? page.Payments : [])
        {
            var (was, became) = (before.Ends.GetValueOrDefault(place), after.Ends.GetValueOrDefault(place));
            var isOpen = status is "Receiving" or "Sending";
            if (!after.Places.Contains(place) || (isOpen ? was is not null : status != became))
            {
                yield return $"a list tells that {place} is {status}, and it was {was} and became {became}";
            }
        }
    }

    private static string KindOf(StoredRow row)
    {
        var direction = row.Part(0) is "invoice" or "chain-request" ? "Receive" : "Send";
        var usual = row.Is("chain-send") ? "OnChain" : "Bolt11";
        return $"{direction} {(row.Text("kind") is { Length: > 0 } kind ? kind : usual)}";
    }

    private static string Place(StoredRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTimeOffset.MaxValue.UtcTicks - At(row, "recorded_at", "created_at").UtcTicks:D19}|{row.Part(1)}");

    private static DateTimeOffset At(StoredRow row, string column, string otherwise) =>
        row.Instant(row.Columns.ContainsKey(column) ? column : otherwise);
}
