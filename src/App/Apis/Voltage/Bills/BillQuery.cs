using System.Text;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.Billing;
using Fulgurite.Identity;
using Fulgurite.Ledger;

namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>Which bills are asked for.</summary>
/// <param name="Line">Of which line; null for all.</param>
/// <param name="Statuses">In which of these; empty for any.</param>
/// <param name="WithZero">Whether also those on which nothing is owed.</param>
/// <param name="IsNewestFirst">The order.</param>
/// <param name="Limit">Most bills of a page.</param>
/// <param name="After">The place of the last one of the page before; null begins.</param>
internal sealed record BillQuery(
    LineOfCreditId? Line, IReadOnlyList<string> Statuses, bool WithZero, bool IsNewestFirst, int Limit, string? After)
{
    private const int LimitDefault = 25;
    private const int LimitMax = 500;
    private const int FingerprintLength = 8;

    private string Fingerprint => InputHash.Of(
        Line?.ToString() ?? "",
        string.Join(' ', Statuses.Order(StringComparer.Ordinal)),
        WithZero.ToString(),
        IsNewestFirst.ToString()).Value[..FingerprintLength];

    /// <summary>The query of a request, or why there is none.</summary>
    public static (BillQuery? Query, VoltageAnswer? Problem) Parse(IQueryCollection parameters)
    {
        var text = new QueryText(parameters);
        var statuses = text.Many("statuses");
        var order = text.One("sort_order")?.ToUpperInvariant() ?? "DESC";
        var withoutZero = false;
        var isFlag = text.One("exclude_zero_amount_bills") is not { } flag || bool.TryParse(flag, out withoutZero);
        var isLimit = text.TryNumber("limit", LimitDefault, (1, LimitMax), out var limit);
        var problem = !text.IsUuidOrNone("line_of_credit_id") ? "line_of_credit_id: it must be a UUID."
            : statuses.Except(BillWords.Statuses).Any()
                ? $"statuses: each must be {string.Join(", ", BillWords.Statuses)}."
            : text.One("sort_key") is not (null or "created_at") ? "sort_key: it must be created_at."
            : order is not ("ASC" or "DESC") ? "sort_order: it must be ASC or DESC."
            : !isFlag ? "exclude_zero_amount_bills: it must be true or false."
            : !isLimit ? $"limit: it must be a number from 1 to {LimitMax}."
            : null;
        if (problem is not null)
        {
            return (null, VoltageErrors.InvalidParameter(problem));
        }

        LineOfCreditId? line = LineOfCreditId.TryParse(text.One("line_of_credit_id"), out var id) ? id : null;
        var query = new BillQuery(line, statuses, !withoutZero, order == "DESC", (int)limit, null);
        if (text.One("cursor") is not { } cursor)
        {
            return (query, null);
        }

        return query.PlaceOf(cursor) is { } place
            ? (query with { After = place }, null)
            : (null, VoltageErrors.Error(
                StatusCodes.Status400BadRequest,
                "invalid_cursor",
                "cursor: it is not one of ours, or of a listing with other filters.",
                context: new() { ["field"] = "cursor", ["recovery"] = "Begin again without a cursor." }));
    }

    /// <summary>Whether a bill is asked for.</summary>
    public bool Wants(Bill bill) =>
        (Line is null || bill.LineOfCredit == Line)
        && (Statuses.Count == 0 || Statuses.Contains(BillWords.Of(bill.Status)))
        && (WithZero || !bill.AmountDue.IsZero);

    /// <summary>The cursor of the page that follows a place.</summary>
    public string CursorAfter(string place) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Fingerprint}{place}"))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private string? PlaceOf(string cursor)
    {
        var padded = cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(bytes.AsSpan(0, length));
        return text.StartsWith(Fingerprint, StringComparison.Ordinal) && BillIndex.IsPlace(text[FingerprintLength..])
            ? text[FingerprintLength..]
            : null;
    }
}
