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

    [Fact]
    public void What_a_payer_here_is_charged_is_what_its_payee_here_is_credited() =>
        Property.ForAll(Property.Integers(1, Max / 2).Zip(Property.Integers(0, BasisPoints.PerWhole)), payment =>
        {
            var (paid, rate) = (new Msat(payment.Item1), new BasisPoints((int)payment.Item2));
            var (fee, rest) = (rate.FeeRoundedDownToSat(paid), new Msat(payment.Item2));
            var payee = CreditInternal.Transfers(paid, fee)
                .Aggregate(Balances.Empty, (before, transfer) => before.After(transfer));
            var payer = CaptureInternal.Transfers(paid + rest, paid)
                .Aggregate(Balances.Empty, (before, transfer) => before.After(transfer));
            return payee[Account.Internal].Value + payer[Account.Internal].Value == 0
                && payee[Account.Available].Value == paid.Value - fee.Value
                && payee[Account.ProcessingFees].Value == fee.Value
                && payer[Account.Held].Value == -(paid + rest).Value
                && payer[Account.Available].Value == rest.Value;
        }, 1_000);

    [Fact]
    public void More_than_was_held_or_received_is_a_bug()
    {
        Assert.Throws<InvariantBrokenException>(() => CaptureInternal.Transfers(new Msat(9), new Msat(10)));
        Assert.Throws<InvariantBrokenException>(() => CaptureInternal.Transfers(new Msat(9), Msat.Zero));
        Assert.Throws<InvariantBrokenException>(() => CreditInternal.Transfers(new Msat(9), new Msat(10)));
        Assert.Throws<InvariantBrokenException>(() => CreditInternal.Transfers(Msat.Zero, Msat.Zero));
    }

    // The ends of a hold of amount and fee: what is captured and what is released make up the hold.
    private const string Captures = """
        held                | paid                | fee  | transfers
        --------------------|---------------------|------|------------------------------------
        1                   | 1                   | 0    | pay 1
        2                   | 1                   | 1    | pay 1; fee 1
        2                   | 1                   | 0    | pay 1; rest 1
        1010500             | 1000000             | 3500 | pay 1000000; fee 3500; rest 7000
        1010500             | 1000000             | 10500 | pay 1000000; fee 10500
        2100000000000000000 | 2100000000000000000 | 0    | pay 2100000000000000000
        """;

    [Fact]
    public void A_successful_payment_captures_its_cost_and_frees_the_rest() =>
        Assert.All(TextTable.Parse(Captures), line => Assert.Equal(
            line["transfers"].Replace("pay ", "held>lightning-out:").Replace("fee ", "held>network-fees:")
                .Replace("rest ", "held>available:"),
            string.Join("; ", CaptureSend.Transfers(Amount(line["held"]), Amount(line["paid"]), Amount(line["fee"])))));

    [Fact]
    public void A_payment_that_cost_more_than_was_held_is_a_broken_limit() =>
        Assert.Throws<InvariantBrokenException>(
            () => CaptureSend.Transfers(new Msat(10), new Msat(10), new Msat(1)));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1_000, 10)]
    [InlineData(Max - 1, 1)]
    public void What_is_held_for_a_payment_is_released_whole(long amountMsat, long feeMaxMsat)
    {
        var (amount, feeMax) = (new Msat(amountMsat), new Msat(feeMaxMsat));
        var held = amount + feeMax;

        Assert.Equal([new Transfer(Account.Available, Account.Held, held)], HoldSend.Transfers(amount, feeMax));
        Assert.Equal([new Transfer(Account.Held, Account.Available, held)], ReleaseSend.Transfers(held));
    }

    private static Msat Amount(string msat) => new(long.Parse(msat));
}
