using System.Globalization;

namespace Fulgurite.Worlds.Audit;

/// <summary>Invoices and payments, and nothing else, are listed in their place, and as final when they are.</summary>
internal static class ListingAudit
{
    private static readonly Dictionary<string, string> Ends = new()
    {
        ["Settled"] = "Completed",
        ["Expired"] = "Expired",
        ["Canceled"] = "Expired",
        ["Succeeded"] = "Completed",
        ["Failed"] = "Failed",
    };

    /// <summary>What is wrong with one book.</summary>
    public static IEnumerable<string> Problems(StoredBook book)
    {
        var rows = book.Rows("invoice").Concat(book.Rows("payment")).ToList();
        var listed = rows.Select(row => $"list|{Place(row)} {(row.Part(0) == "invoice" ? "Receive" : "Send")}");
        var ended = from row in rows
                    where Ends.ContainsKey(row.Text("state"))
                    let at = At(row, "ended_at", "settled_at")
                    select $"ended|{Place(row)} {Ends[row.Text("state")]} {at:O}";
        var stored = book.Rows("list").Select(row => $"{row.Key} {row.Text("direction")}")
            .Concat(book.Rows("ended").Select(row => $"{row.Key} {row.Text("status")} {row.Instant("ended_at"):O}"))
            .ToHashSet(StringComparer.Ordinal);
        stored.SymmetricExceptWith(listed.Concat(ended));
        return stored.Select(row => $"wallet {book.Wallet}: '{row}' is missing or should not be");
    }

    private static string Place(StoredRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTimeOffset.MaxValue.UtcTicks - At(row, "recorded_at", "created_at").UtcTicks:D19}|{row.Part(1)}");

    private static DateTimeOffset At(StoredRow row, string column, string otherwise) =>
        row.Instant(row.Columns.ContainsKey(column) ? column : otherwise);
}
