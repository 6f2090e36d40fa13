using FsCheck.Fluent;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;

namespace Fulgurite.Tests.Ledger;

public sealed class MovementsTests
{
    private const long Max = 21_000_000 * Msat.PerBtc;

    // The last two amounts before the ladder's top are payments that a public processor reported, with its fees.
    private const string Receipts = """
        paid msat            | rate bp | transfers
        ---------------------|---------|---------------------------------------------------
        1                    | 0       | credit 1
        1                    | 80      | credit 1
        1                    | 10000   | credit 1
        999                  | 10000   | credit 999
        1000                 | 10000   | credit 1000; fee 1000
        124999999            | 80      | credit 124999999; fee 999000
        125000000            | 80      | credit 125000000; fee 1000000
        2942315000           | 80      | credit 2942315000; fee 23538000
        98592000             | 80      | credit 98592000; fee 788000
        2099999999999999999  | 80      | credit 2099999999999999999; fee 16799999999999000
        2100000000000000000  | 80      | credit 2100000000000000000; fee 16800000000000000
        2100000000000000000  | 10000   | credit 2100000000000000000; fee 2100000000000000000
        """;

    [Fact]
    public void A_paid_invoice_credits_what_arrived_less_the_fee() => Assert.All(TextTable.Parse(Receipts), line =>
    {
        var paid = new Msat(long.Parse(line["paid msat"]));
        var fee = new BasisPoints(int.Parse(line["rate bp"])).FeeRoundedDownToSat(paid);
        Assert.Equal(
            line["transfers"]
                .Replace("credit ", "lightning-in>available:").Replace("fee ", "available>processing-fees:"),
            string.Join("; ", ReceiveInvoice.Transfers(paid, fee)));
    });

    [Theory]
    [InlineData("0.02942315", "0.00023538")]
    [InlineData("0.00098592", "0.00000788")]
    public void Takes_the_fees_that_were_seen_at_eighty_basis_points(string paidBtc, string feeBtc)
    {
        Assert.True(Msat.TryFromBtc(decimal.Parse(paidBtc), out var paid));
        Assert.Equal(feeBtc, new BasisPoints(80).FeeRoundedDownToSat(paid).ToBtcText());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Max - 1)]
    [InlineData(Max)]
    public void Money_that_nothing_explains_is_suspended(long paidMsat) => Assert.Equal(
        [new Transfer(Account.LightningIn, Account.Suspense, new Msat(paidMsat))],
        ReceiveUnattributed.Transfers(new Msat(paidMsat)));

    [Fact]
    public void Nothing_is_never_received()
    {
        Assert.Throws<InvariantBrokenException>(() => ReceiveInvoice.Transfers(Msat.Zero, Msat.Zero));
        Assert.Throws<InvariantBrokenException>(() => ReceiveUnattributed.Transfers(Msat.Zero));
    }

    [Fact]
    public void A_fee_above_the_amount_is_a_bug() =>
        Assert.Throws<InvariantBrokenException>(() => ReceiveInvoice.Transfers(new Msat(999), new Msat(1_000)));

    [Fact]
    public void A_receipt_balances_and_leaves_the_wallet_what_is_not_fee() =>
        Property.ForAll(Property.Integers(1, Max).Zip(Property.Integers(0, BasisPoints.PerWhole)), receipt =>
        {
            var (paid, rate) = (new Msat(receipt.Item1), new BasisPoints((int)receipt.Item2));
            var fee = rate.FeeRoundedDownToSat(paid);
            var after = ReceiveInvoice.Transfers(paid, fee)
                .Aggregate(Balances.Empty, (before, transfer) => before.After(transfer));
            return fee <= paid
                && fee.IsWholeSats
                && (Int128)fee.Value * BasisPoints.PerWhole <= (Int128)paid.Value * rate.Value
                && (Int128)(fee.Value + Msat.PerSat) * BasisPoints.PerWhole > (Int128)paid.Value * rate.Value
                && after[Account.Available].Value == paid.Value - fee.Value
                && after[Account.ProcessingFees].Value == fee.Value
                && after[Account.LightningIn].Value == -paid.Value
                && ChartOfAccounts.All.Sum(account => after[account].Value) == 0;
        }, 1_000);
}
