using System.Globalization;
using Fulgurite.Billing;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>What the postings of bills and their idempotency records say about each other.</summary>
internal static class BillClaims
{
    private const string Nothing = "0";

    /// <summary>Whether a line settles a bill.</summary>
    public static bool IsOfBill(JournalEntry line) => KeyOf(line) is not null;

    /// <summary>
    /// Whether a record is of a bill that moved nothing: it only keeps the wallet from being asked again.
    /// </summary>
    public static bool IsOfNothing(Row once) =>
        once.Key.Row.StartsWith($"once|{BillKeys.Prefix}", StringComparison.Ordinal)
        && once.Fields.Text("outcome") == Nothing;

    /// <summary>A posting's: its record names it, in its instant, with its amount.</summary>
    public static IEnumerable<Claim> Of(JournalEntry line)
    {
        var row = WalletRows.JournalKey(line.Wallet, line.Sequence);
        var (key, input) = KeyOf(line)!.Value;
        var at = line.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        yield return new Claim(
            Topic.Once, true, row, key, ("input", input.Value), ("outcome", line.Transfers[0].Amount.ToString()))
        {
            Alone = "it happened, and no record keeps it from happening again",
            Missing = WalletRows.Key(line.Wallet, $"once|{key}"),
        };
        yield return new Claim(Topic.OnceMoment, true, row, key, ("at", at))
        {
            Alone = "no idempotency record is of this line's instant",
            Missing = WalletRows.Key(line.Wallet, $"once|{key}"),
        };
    }

    private static (string Key, InputHash Input)? KeyOf(JournalEntry line) => line.Movement switch
    {
        CollectBill.Name => (
            $"{BillKeys.Prefix}{line.Reference}:collected", InputHash.Of(line.Transfers[0].Amount.ToString())),
        ChargeFees.Name => ($"{BillKeys.Prefix}{line.Reference}:charged", InputHash.Of(line.Reference)),
        FundPayout.Name => ($"{BillKeys.Prefix}{line.Reference}:funded", InputHash.Of(line.Reference)),
        ReturnPayout.Name => ($"{BillKeys.Prefix}{line.Reference}:returned", InputHash.Of(line.Reference)),
        CreditPayout.Name => ($"{BillKeys.Prefix}{line.Reference}:credited", InputHash.Of(line.Reference)),
        WithdrawSettlement.Name or DepositSettlement.Name => (
            $"{BillKeys.Prefix}{line.Reference}:settled", InputHash.Of(line.Movement)),
        _ => null,
    };
}
