using Fulgurite.Credit;
using Fulgurite.Lightning;
using Fulgurite.Money;

namespace Fulgurite.Tests.Credit;

public sealed class AllocationTests
{
    // Limit 100, 60 handed on, of which 10 to this wallet.
    [Theory]
    [InlineData(0, 50)]
    [InlineData(10, 60)]
    [InlineData(49, 99)]
    [InlineData(50, 100)]
    [InlineData(51, null)]
    [InlineData(101, null)]
    public void Reserves_what_the_line_has_left(long asked, int? allocated)
    {
        var outcome = Allocation.Reserve(Line, new CreditGrant(Samples.Wallet, new Msat(10), 3), Grant(asked, 4));
        Assert.Equal(allocated, (outcome as AllocationOutcome.Applied)?.Line.Allocated.Value);
        Assert.Equal(
            allocated is null ? AllocationRefusal.LimitExceeded : null,
            (outcome as AllocationOutcome.Refused)?.Status);
    }

    [Fact]
    public void A_disabled_line_reserves_nothing_not_even_nothing()
    {
        var disabled = Line with { DisabledAt = Samples.At };
        Assert.Equal(
            new AllocationOutcome.Refused(AllocationRefusal.LineDisabled),
            Allocation.Reserve(disabled, null, Grant(0, 2)));
    }

    [Theory]
    [InlineData(Collateral.Waived, null)]
    [InlineData(Collateral.PendingDeposit, AllocationRefusal.LineNotReady)]
    [InlineData(Collateral.PartiallySecured, AllocationRefusal.LineNotReady)]
    [InlineData(Collateral.Secured, null)]
    [InlineData(Collateral.PendingVerification, AllocationRefusal.LineNotReady)]
    [InlineData(Collateral.Verified, null)]
    public void A_line_whose_collateral_is_awaited_reserves_nothing_and_takes_back(
        Collateral collateral, AllocationRefusal? refusal)
    {
        var line = Line with { Collateral = collateral };
        var outcome = Allocation.Reserve(line, null, Grant(0, 2));
        Assert.Equal(refusal, (outcome as AllocationOutcome.Refused)?.Status);
        Assert.IsType<AllocationOutcome.Applied>(Allocation.Release(line, Grant(10, 2), Grant(0, 3)));
    }

    [Fact]
    public void A_disabled_line_takes_back() => Assert.IsType<AllocationOutcome.Applied>(
        Allocation.Release(Line with { DisabledAt = Samples.At }, Grant(10, 2), Grant(0, 3)));

    [Fact]
    public void A_step_that_comes_late_changes_nothing()
    {
        Assert.IsType<AllocationOutcome.AlreadyApplied>(Allocation.Reserve(Line, Grant(10, 4), Grant(40, 4)));
        Assert.IsType<AllocationOutcome.AlreadyApplied>(Allocation.Reserve(Line, Grant(10, 5), Grant(40, 4)));
        Assert.IsType<AllocationOutcome.AlreadyApplied>(Allocation.Release(Line, Grant(10, 6), Grant(0, 5)));
    }

    [Fact]
    public void A_wallet_that_was_handed_nothing_gives_nothing_back() =>
        Assert.IsType<AllocationOutcome.AlreadyApplied>(Allocation.Release(Line, null, Grant(0, 3)));

    [Fact]
    public void The_largest_line_hands_on_all_there_will_ever_be()
    {
        var all = Line with { Limit = Msat.MaxValue, Allocated = Msat.Zero };
        var outcome = Allocation.Reserve(all, null, new CreditGrant(Samples.Wallet, Msat.MaxValue, 2));
        Assert.Equal(Msat.MaxValue, Assert.IsType<AllocationOutcome.Applied>(outcome).Line.Allocated);
    }

    private static LineOfCredit Line => new()
    {
        Id = Samples.Line,
        Organization = Samples.Organization,
        Environment = Samples.Environment,
        Network = BitcoinNetwork.Regtest,
        Limit = new Msat(100),
        Allocated = new Msat(60),
        CreatedAt = Samples.At,
        UpdatedAt = Samples.At,
    };

    private static CreditGrant Grant(long limit, long step) => new(Samples.Wallet, new Msat(limit), step);
}
