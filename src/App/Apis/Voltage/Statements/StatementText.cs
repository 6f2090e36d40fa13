using System.Globalization;
using Fulgurite.Money;
using Fulgurite.Statements;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>Statements' words, days and decimals: made from whole numbers, never through floating point.</summary>
internal static class StatementText
{
    /// <summary>How days are written.</summary>
    public const string DayForm = "yyyy-MM-dd";

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many of something: <c>1 wallet</c>, <c>2 wallets</c>.</summary>
    public static string Counted(long number, string one) => $"{Number(number)} {one}{(number == 1 ? "" : "s")}";

    /// <summary>Bitcoin with eleven decimals, exactly: <c>-0.00000001500</c> for −1,500 msat.</summary>
    public static string Btc(long amountMsat)
    {
        var magnitude = Math.Abs(amountMsat);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(amountMsat < 0 ? "-" : "")}{magnitude / Msat.PerBtc}.{magnitude % Msat.PerBtc:D11}");
    }

    /// <summary>Satoshis in groups of three with three decimals, exactly: <c>-1,234.567</c>.</summary>
    public static string Sats(long amountMsat)
    {
        var magnitude = Math.Abs(amountMsat);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(amountMsat < 0 ? "-" : "")}{magnitude / Msat.PerSat:N0}.{magnitude % Msat.PerSat:D3}");
    }

    /// <summary>A kind for machines, and for bookkeepers.</summary>
    public static (string Code, string Words) Of(MovementKind kind) => kind switch
    {
        MovementKind.ReceivedOverLightning => ("received_over_lightning", "Received over Lightning"),
        MovementKind.ReceivedOnChain => ("received_on_chain", "Received on chain"),
        MovementKind.ReceivedFromWallet => ("received_from_wallet", "Received from another wallet here"),
        MovementKind.Attributed => ("attributed", "Late receipt, credited"),
        MovementKind.SentOverLightning => ("sent_over_lightning", "Sent over Lightning"),
        MovementKind.SentOnChain => ("sent_on_chain", "Sent on chain"),
        MovementKind.SentToWallet => ("sent_to_wallet", "Sent to another wallet here"),
        MovementKind.SettlementReceived => ("settlement_received", "Settlement of a bill, received"),
        MovementKind.SettlementPaid => ("settlement_paid", "Settlement of a bill, paid"),
        MovementKind.Fee => ("fee", "Fee"),
        MovementKind.KeptAside => ("kept_aside", "Unexpected receipt, kept aside"),
        MovementKind.Hold => ("hold", "Set aside for a send"),
        MovementKind.Release => ("release", "Released"),
        MovementKind.Other => ("other", "Other"),
    };
}
