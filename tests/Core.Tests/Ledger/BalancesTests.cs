using FsCheck.Fluent;
using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Tests.Ledger;

public sealed class BalancesTests
{
    [Fact]
    public void A_new_book_is_empty() =>
        Assert.All(ChartOfAccounts.All, account => Assert.Equal(MsatDelta.Zero, Balances.Empty[account]));

    [Fact]
    public void A_transfer_takes_from_one_account_what_it_gives_to_the_other()
    {
        var before = Balances.Empty;
        var after = before.After(new Transfer(Account.LightningIn, Account.Available, new Msat(5)));
        Assert.Equal(-5, after[Account.LightningIn].Value);
        Assert.Equal(5, after[Account.Available].Value);
        Assert.Equal(0, before[Account.Available].Value);
    }

    [Fact]
    public void Debits_equal_credits_after_any_transfers() =>
        Property.ForAll(Transfers.UpTo(Msat.PerBtc).ListOf(), transfers =>
        {
            var balances = transfers.Aggregate(Balances.Empty, (before, transfer) => before.After(transfer));
            return ChartOfAccounts.All.Sum(account => balances[account].Value) == 0
                && ChartOfAccounts.All.All(account => balances[account].Value
                    == transfers.Where(t => t.To == account).Sum(t => t.Amount.Value)
                    - transfers.Where(t => t.From == account).Sum(t => t.Amount.Value));
        });

    [Fact]
    public void Restores_what_was_stored() =>
        Property.ForAll(Transfers.UpTo(Msat.PerBtc).ListOf(), transfers =>
        {
            var balances = transfers.Aggregate(Balances.Empty, (before, transfer) => before.After(transfer));
            var restored = Balances.From(account => balances[account]);
            return ChartOfAccounts.All.All(account => restored[account] == balances[account]);
        });

    [Fact]
    public void Refuses_stored_balances_that_do_not_sum_to_zero() =>
        Assert.Throws<InvariantBrokenException>(
            () => Balances.From(account => new MsatDelta(account == Account.Available ? 1 : 0)));

    [Fact]
    public void Holds_all_bitcoin_and_not_one_millisatoshi_more()
    {
        var full = Balances.Empty.After(new Transfer(Account.LightningIn, Account.Available, Msat.MaxValue));
        Assert.Equal(Msat.MaxValue.Value, full[Account.Available].Value);
        Assert.Throws<OverflowException>(
            () => full.After(new Transfer(Account.LightningIn, Account.Held, new Msat(1))));
    }
}
