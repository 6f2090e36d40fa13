using Fulgurite.Credit;
using Fulgurite.Cycles;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Tests.Golden;

public sealed class LineRowFilesTests
{
    private static readonly LineOfCredit Line = new()
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

    private static readonly LineOfCredit Disabled = Line with { Network = null, DisabledAt = Samples.At };

    private static readonly LineOfCredit Enabled = Line with { EnabledAt = Samples.At };

    private static readonly LineOfCredit Blocked = Line with { BlockedAt = Samples.At };

    private static readonly LineOfCredit Billed = Line with
    {
        Schedule = new BillingSchedule(BillingFrequency.Biweekly, new DateOnly(2026, 1, 5)),
    };

    private static readonly LineOfCredit WithTerms = Billed with
    {
        Terms = new BillingTerms(new Msat(5_000), new BasisPoints(25), new BasisPoints(10))
        {
            PaymentTermDays = 30,
            GraceDays = 0,
        },
    };

    private static readonly LineOfCredit WithCollateral = Line with
    {
        Collateral = Collateral.PartiallySecured, CollateralAmount = new Msat(40),
    };

    private static readonly CreditGrant Grant = new(Samples.Wallet, new Msat(60), 3);

    private static readonly WalletProfile Profile = new()
    {
        Wallet = Samples.Wallet,
        Environment = Samples.Environment,
        LineOfCredit = Samples.Line,
        Name = "Tea & Söhne",
        Metadata = Metadata.Of(new Dictionary<string, string> { ["shop"] = "7" })!,
        Input = "0123456789abcdef0123456789abcdef",
        Revision = 2,
        Pending = new PendingGrant(PendingGrantKind.Raise, new Msat(70)),
        CreatedAt = Samples.At,
        UpdatedAt = Samples.At,
    };

    private static readonly WalletProfile Deleted = Profile with
    {
        Metadata = Metadata.None,
        Pending = null,
        Refusal = WalletChangeRefusal.LimitExceeded,
        DeletedAt = Samples.At,
    };

    [Fact]
    public void A_line_and_its_grants_are_stored_as_they_always_were()
    {
        GoldenFile.AssertRow("line-of-credit", LineRows.Table, Insert(LineRows.Key(Line.Id), LineRows.ToFields(Line)));
        GoldenFile.AssertRow(
            "line-of-credit-disabled", LineRows.Table, Insert(LineRows.Key(Line.Id), LineRows.ToFields(Disabled)));
        GoldenFile.AssertRow(
            "line-of-credit-enabled", LineRows.Table, Insert(LineRows.Key(Line.Id), LineRows.ToFields(Enabled)));
        GoldenFile.AssertRow(
            "line-of-credit-blocked", LineRows.Table, Insert(LineRows.Key(Line.Id), LineRows.ToFields(Blocked)));
        GoldenFile.AssertRow(
            "line-of-credit-terms", LineRows.Table, Insert(LineRows.Key(Line.Id), LineRows.ToFields(WithTerms)));
        GoldenFile.AssertRow(
            "line-of-credit-collateral",
            LineRows.Table,
            Insert(LineRows.Key(Line.Id), LineRows.ToFields(WithCollateral)));
        GoldenFile.AssertRow(
            "line-of-credit-grant",
            LineRows.Table,
            Insert(LineRows.GrantKey(Line.Id, Grant.Wallet), LineRows.ToFields(Grant)));
    }

    [Fact]
    public void Stored_lines_and_grants_read_back()
    {
        Assert.Equal(Line, LineRows.ToLine(GoldenFile.Row("line-of-credit")));
        Assert.Equal(Disabled, LineRows.ToLine(GoldenFile.Row("line-of-credit-disabled")));
        Assert.Equal(Enabled, LineRows.ToLine(GoldenFile.Row("line-of-credit-enabled")));
        Assert.Equal(Blocked, LineRows.ToLine(GoldenFile.Row("line-of-credit-blocked")));
        Assert.Equal(WithCollateral, LineRows.ToLine(GoldenFile.Row("line-of-credit-collateral")));
        Assert.Equal(WithTerms, LineRows.ToLine(GoldenFile.Row("line-of-credit-terms")));
        Assert.Equal(Grant, LineRows.ToGrant(GoldenFile.Row("line-of-credit-grant")));
    }

    [Fact]
    public void A_line_that_was_billed_before_there_were_terms_reads_as_one_without_fees() =>
        Assert.Equal(Billed, LineRows.ToLine(GoldenFile.Row("line-of-credit-billed")));

    [Fact]
    public void A_line_that_is_billed_is_stored_with_the_terms_that_are_the_default_today()
    {
        var fields = LineRows.ToFields(Billed);
        Assert.Equal((0, 14, 7), (
            fields.Integer("service_fee_msat"), fields.Integer("payment_term_days"), fields.Integer("grace_days")));
    }

    [Fact]
    public void A_wallet_s_profile_is_stored_as_it_always_was()
    {
        var key = WalletProfileRows.Key(Samples.Wallet);
        GoldenFile.AssertRow("wallet-profile", WalletRows.Table, Insert(key, WalletProfileRows.ToFields(Profile)));
        GoldenFile.AssertRow(
            "wallet-profile-deleted", WalletRows.Table, Insert(key, WalletProfileRows.ToFields(Deleted)));
        GoldenFile.AssertRow("wallet-active", WalletRows.Table, WalletProfileRows.Begin(Samples.Head)[1]);
        var head = Samples.Head with { State = WalletState.Deleted };
        GoldenFile.AssertRow(
            "wallet-head-deleted",
            WalletRows.Table,
            Insert(WalletRows.HeadKey(Samples.Wallet), WalletRows.ToFields(head)));
    }

    [Fact]
    public void Stored_profiles_and_a_deleted_head_read_back()
    {
        Assert.Equivalent(Profile, WalletProfileRows.ToProfile(GoldenFile.Row("wallet-profile")), strict: true);
        Assert.Equivalent(Deleted, WalletProfileRows.ToProfile(GoldenFile.Row("wallet-profile-deleted")), strict: true);
        Assert.Equal(WalletState.Deleted, WalletRows.ToHead(GoldenFile.Row("wallet-head-deleted")).State);
        Assert.Equal(WalletState.Active, WalletRows.ToHead(GoldenFile.Row("wallet-head")).State);
    }

    private static RowWrite Insert(RowKey key, RowFields fields) => RowWrite.Insert(key, fields);
}
