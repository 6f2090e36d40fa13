using FsCheck.Fluent;
using Fulgurite.Ledger;
using Fulgurite.Money;

namespace Fulgurite.Tests.Ledger;

public sealed class TransferTests
{
    [Theory]
    [InlineData(1, "lightning-in>available:1")]
    [InlineData(250_000_000, "lightning-in>available:250000000")]
    [InlineData(2_100_000_000_000_000_000, "lightning-in>available:2100000000000000000")]
    public void Has_a_text_form(long amountMsat, string text)
    {
        var transfer = new Transfer(Account.LightningIn, Account.Available, new Msat(amountMsat));
        Assert.Equal(text, transfer.ToString());
        Assert.Equal(transfer, Transfer.Parse(text));
    }

    [Fact]
    public void Moves_more_than_zero() =>
        Assert.Throws<InvariantBrokenException>(() => new Transfer(Account.LightningIn, Account.Available, Msat.Zero));

    [Fact]
    public void Has_two_accounts() =>
        Assert.Throws<InvariantBrokenException>(() => new Transfer(Account.Held, Account.Held, new Msat(1)));

    [Theory]
    [InlineData("")]
    [InlineData("available")]
    [InlineData("available>held")]
    [InlineData(">held:1")]
    [InlineData("available:1>held")]
    [InlineData("available>nowhere:1")]
    [InlineData("Available>held:1")]
    [InlineData("available>available:1")]
    [InlineData("available>held:0")]
    public void A_stored_form_that_is_not_one_is_a_bug(string text) =>
        Assert.Throws<InvariantBrokenException>(() => Transfer.Parse(text));

    [Fact]
    public void Reads_back_what_it_writes() => Property.ForAll(
        Transfers.Any, transfer => Transfer.Parse(transfer.ToString()) == transfer);

    [Fact]
    public void Every_account_is_found_by_its_name() => Assert.All(
        ChartOfAccounts.All, account => Assert.Equal(account, ChartOfAccounts.Named(account.Name())));

    // Names are in stored rows and in hashes.
    [Fact]
    public void Names_of_accounts_never_change() => Assert.Equal(
        [
            "available", "held", "lightning-in", "lightning-out", "onchain-in", "onchain-out", "network-fees",
            "processing-fees", "settlement", "suspense", "internal",
        ],
        ChartOfAccounts.All.Select(account => account.Name()));
}
