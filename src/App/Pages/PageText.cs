using System.Globalization;
using Fulgurite.Money;

namespace Fulgurite.App.Pages;

/// <summary>Amounts and instants as pages write them, the same in every locale.</summary>
internal static class PageText
{
    /// <summary>
    /// Bitcoin with eight decimals, such as <c>0.00250000</c>; with eleven when the amount has a fraction of a satoshi,
    /// because the payer's wallet pays exactly that.
    /// </summary>
    public static string Bitcoin(Msat amount) => amount.IsWholeSats
        ? amount.ToBtcText()
        : string.Create(CultureInfo.InvariantCulture, $"{amount.Value / Msat.PerBtc}.{amount.Value % Msat.PerBtc:D11}");

    /// <summary>Satoshis in groups of three, such as <c>250,000</c> or <c>1,234.567</c>; no unit.</summary>
    public static string Sats(Msat amount)
    {
        var sats = amount.ToSatsRoundedDown().ToString("N0", CultureInfo.InvariantCulture);
        return amount.IsWholeSats
            ? sats
            : string.Create(CultureInfo.InvariantCulture, $"{sats}.{amount.Value % Msat.PerSat:D3}");
    }

    /// <summary>Satoshis with the unit, which is singular for one.</summary>
    public static string SatsWithUnit(Msat amount) => amount == Msat.FromSats(1) ? "1 sat" : Sats(amount) + " sats";

    /// <summary>An instant for people: <c>21 Nov 2026, 00:20:15 UTC</c>.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>An instant for machines: RFC 3339 in UTC.</summary>
    public static string MachineInstant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>An instant as an HTML time element.</summary>
    public static Html Time(DateTimeOffset instant) =>
        Html.Of($"""<time datetime="{MachineInstant(instant)}">{Instant(instant)}</time>""");
}
