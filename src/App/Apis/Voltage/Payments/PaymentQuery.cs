using System.Globalization;
using System.Text;
using Fulgurite.Events;
using Fulgurite.Identity;
using Fulgurite.Listings;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Payments;

/// <summary>What a listing is asked for.</summary>
/// <param name="Filter">Which payments, in what order.</param>
/// <param name="Limit">Most items.</param>
/// <param name="Offset">How many to pass over.</param>
/// <param name="IsByCursor">Whether pages follow each other by cursor.</param>
/// <param name="After">The last payment of the page before.</param>
/// <param name="Fingerprint">Of everything but the page: a cursor belongs to it.</param>
internal sealed record PaymentQuery(
    ListingFilter Filter, int Limit, long Offset, bool IsByCursor, ListedPayment? After, string Fingerprint)
{
    /// <summary>Items a page, where nobody says.</summary>
    public const int LimitDefault = 100;

    /// <summary>Most items a page.</summary>
    public const int LimitMax = 500;

    /// <summary>Whether the payments of deleted wallets are counted too: summaries only.</summary>
    public bool IncludesInactive { get; init; }

    /// <summary>What a request asks for, or what is wrong with it.</summary>
    public static async Task<(PaymentQuery? Query, VoltageAnswer? Problem)> Read(VoltageCall call)
    {
        var text = new QueryText(call.Context.Request.Query);
        var (filter, problem) = ToFilter(text);
        if (filter is null)
        {
            return (null, problem);
        }

        var wallets = await call.Engine.Registry.FindWallets(call.Environment, call.Cancel);
        var wallet = text.One("wallet_id");
        if (wallet is not null)
        {
            var isId = WalletId.TryParse(wallet, out var only);
            wallets = isId && await call.HasWallet(only) ? [only] : [];
        }

        if (text.One("line_of_credit_id") is { } line)
        {
            wallets = await OfLine(call, wallets, line);
        }

        if (!text.TryNumber("limit", LimitDefault, (1, LimitMax), out var limit))
        {
            return (null, VoltageErrors.InvalidParameter($"limit: it is a number from 1 to {LimitMax}."));
        }

        if (!text.TryNumber("offset", 0, (0, uint.MaxValue), out var offset))
        {
            return (null, VoltageErrors.InvalidParameter("offset: it is a number from 0 on."));
        }

        filter = filter with { Wallets = wallets };
        var fingerprint = FingerprintOf(call.Context.Request.Query);
        var (isByCursor, after, isOfQuery) = Cursor(text, fingerprint);
        return isOfQuery
            ? (new PaymentQuery(filter, (int)limit, isByCursor ? 0 : offset, isByCursor, after, fingerprint)
            {
                IncludesInactive = text.One("include_inactive") == "true",
            }, null)
            : (null, VoltageErrors.Error(
                StatusCodes.Status400BadRequest,
                "invalid_cursor",
                "cursor: it is not one of ours, or of a listing with other filters.",
                context: new() { ["field"] = "cursor", ["recovery"] = "Begin again without a cursor." }));
    }

    /// <summary>The cursor of the page that follows a payment.</summary>
    public string CursorAfter(ListedPayment last) => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{Fingerprint}.{last.CreatedAt.UtcTicks}.{last.UpdatedAt.UtcTicks}.{last.Id:N}")))
        .Replace('+', '-').Replace('/', '_').TrimEnd('=');

    private static async Task<IReadOnlyList<WalletId>> OfLine(
        VoltageCall call, IReadOnlyList<WalletId> wallets, string line)
    {
        var isId = LineOfCreditId.TryParse(line, out var id);
        var heads = await Task.WhenAll(wallets.Select(wallet => call.Engine.Wallets.Head(wallet, call.Cancel)));
        return [.. heads.Where(head => isId && head?.LineOfCredit == id).Select(head => head!.Wallet)];
    }

    private static (ListingFilter? Filter, VoltageAnswer? Problem) ToFilter(QueryText text)
    {
        var statuses = text.Many("statuses").Select(PaymentWords.ToStatuses).ToList();
        if (statuses.Contains(null))
        {
            return Invalid("statuses");
        }

        if (text.One("direction") is { } direction && direction is not (PaymentWords.Receive or PaymentWords.Send))
        {
            return Invalid("direction");
        }

        if (text.One("sort_key") is { } key && key is not ("created_at" or "updated_at"))
        {
            return Invalid("sort_key");
        }

        var order = text.One("sort_order")?.ToUpperInvariant() ?? "DESC";
        if (order is not ("ASC" or "DESC"))
        {
            return Invalid("sort_order");
        }

        if (!text.TryTime("start_date", out var from) || !text.TryTime("end_date", out var until))
        {
            return Invalid(text.TryTime("start_date", out _) ? "end_date" : "start_date");
        }

        if (FirstUnknown(text) is { } unknown)
        {
            return Invalid(unknown);
        }

        return Metadata.Of(text.Deep("metadata")) is { } metadata
            ? (WithKind(text, new ListingFilter([])
            {
                Statuses = [.. statuses.SelectMany(status => status!)],
                Direction = text.One("direction") switch
                {
                    PaymentWords.Receive => PaymentDirection.Receive,
                    PaymentWords.Send => PaymentDirection.Send,
                    _ => null,
                },
                Metadata = metadata,
                From = from,
                Until = until,
                IsNewestFirst = order == "DESC",
                IsByChange = text.One("sort_key") == "updated_at",
            }), null)
            : Invalid("metadata");
    }

    // The first parameter whose value the contract does not know. A filter that were ignored would show what is not
    // asked for.
    private static string? FirstUnknown(QueryText text)
    {
        static bool IsOneOf(string? value, params ReadOnlySpan<string> known) => value is null || known.Contains(value);

        return !IsOneOf(text.One("kind"), PaymentWords.Kinds) ? "kind"
            : !IsOneOf(text.One("payment_category"), "standard", "treasury") ? "payment_category"
            : !IsOneOf(text.One("check_only"), "true", "false") ? "check_only"
            : !IsOneOf(text.One("include_inactive"), "true", "false") ? "include_inactive"
            : !text.IsUuidOrNone("wallet_id") ? "wallet_id"
            : !text.IsUuidOrNone("line_of_credit_id") ? "line_of_credit_id"
            : text.One("metadata") is not null ? "metadata"
            : text.IsByCursor is null ? "pagination"
            : null;
    }

    // A word of the contract of which there can be nothing here finds nothing.
    private static ListingFilter WithKind(QueryText text, ListingFilter filter)
    {
        var kind = text.One("kind") is { } word ? PaymentWords.ToKind(word) : null;
        var isNothing = (filter.Statuses.Count == 0 && text.Many("statuses").Count > 0)
            || (text.One("kind") is not null && kind is null)
            || text.One("payment_category") == "treasury"
            || text.One("check_only") == "true";
        return isNothing ? filter with { Until = DateTimeOffset.MinValue } : filter with { Kind = kind };
    }

    private static (ListingFilter? Filter, VoltageAnswer Problem) Invalid(string name) =>
        (null, VoltageErrors.InvalidParameter($"{name}: it is none of the values that are possible."));

    private static string FingerprintOf(IQueryCollection query)
    {
        string[] ofPage = ["cursor", "limit", "offset", "pagination"];
        var filters = query.Where(pair => !ofPage.Contains(pair.Key))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={string.Join(',', pair.Value.Order(StringComparer.Ordinal))}");
        return EventIds.For("listing", string.Join('&', filters)).ToString("N")[..16];
    }

    private static (bool IsByCursor, ListedPayment? After, bool IsOfQuery) Cursor(QueryText text, string fingerprint)
    {
        if (text.One("cursor") is not { } cursor)
        {
            return (text.IsByCursor == true, null, true);
        }

        var padded = cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        var parts = Convert.TryFromBase64String(padded, bytes, out var length)
            ? Encoding.ASCII.GetString(bytes, 0, length).Split('.')
            : [];
        return parts is [var own, var created, var updated, var id]
            && own == fingerprint
            && TryInstant(created, out var createdAt)
            && TryInstant(updated, out var updatedAt)
            && Guid.TryParseExact(id, "N", out var payment)
                ? (true, new ListedPayment(default, payment, createdAt, default, default, null)
                {
                    UpdatedAt = updatedAt,
                }, true)
                : (true, null, false);
    }

    private static bool TryInstant(string ticks, out DateTimeOffset at)
    {
        var isInstant = long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= DateTimeOffset.MaxValue.UtcTicks;
        at = new DateTimeOffset(isInstant ? number : 0, TimeSpan.Zero);
        return isInstant;
    }
}
