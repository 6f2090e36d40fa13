using Fulgurite.Cycles;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Credit;

/// <summary>
/// The rows of table <c>lines</c>: partition = line of credit id, so that what is handed on changes in one commit. Row
/// keys: <c>line</c> · <c>grant|{wallet}</c>. Every change of a grant replaces <c>line</c> at the version that it read:
/// that version orders them. Environments from before this table only list <c>line|{id}</c> in the registry.
/// </summary>
public static class LineRows
{
    /// <summary>The table.</summary>
    public static readonly TableName Table = new("lines");

    /// <summary>The prefix of what is handed on.</summary>
    public const string GrantPrefix = "grant|";

    /// <summary>The line's key.</summary>
    public static RowKey Key(LineOfCreditId line) => new(line.ToString(), "line");

    /// <summary>The key of what a wallet was handed.</summary>
    public static RowKey GrantKey(LineOfCreditId line, WalletId wallet) =>
        new(line.ToString(), $"{GrantPrefix}{wallet}");

    /// <summary>
    /// The line's columns. One that is billed carries its terms in full, so that no default of another day changes what
    /// was agreed on; the first that were billed carry none, and read as <see cref="BillingTerms.None"/>.
    /// </summary>
    public static RowFields ToFields(LineOfCredit line) => new()
    {
        { "organization", line.Organization.ToString() },
        { "environment", line.Environment.ToString() },
        { "network", line.Network?.ToString() },
        { "asset", "btc" },
        { "limit_msat", line.Limit.Value },
        { "allocated_msat", line.Allocated.Value },
        { "node_address", line.Node?.Address },
        { "node_id", line.Node?.Id.Hex },
        { "collateral", line.Collateral.ToString() },
        { "collateral_msat", line.CollateralAmount.IsZero ? (long?)null : line.CollateralAmount.Value },
        { "schedule", line.Schedule?.ToString() },
        { "service_fee_msat", Agreed(line)?.MonthlyServiceFee.Value },
        { "sent_fee_basis_points", Agreed(line)?.SentFee.Value },
        { "received_fee_basis_points", Agreed(line)?.ReceivedFee.Value },
        { "send_processing_basis_points", Charged(line.Terms.SendProcessingFee) },
        { "receive_processing_basis_points", Charged(line.Terms.ReceiveProcessingFee) },
        { "payment_term_days", Agreed(line)?.PaymentTermDays },
        { "grace_days", Agreed(line)?.GraceDays },
        { "disabled_at", line.DisabledAt },
        { "enabled_at", line.EnabledAt },
        { "blocked_at", line.BlockedAt },
        { "unblocked_at", line.UnblockedAt },
        { "created_at", line.CreatedAt },
        { "updated_at", line.UpdatedAt },
    };

    /// <summary>The line of its row.</summary>
    public static LineOfCredit ToLine(Row row)
    {
        var fields = row.Fields;
        var complete = LineOfCreditId.TryParse(row.Key.Partition, out var id)
            & OrganizationId.TryParse(fields.Text("organization"), out var organization)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & Enum.TryParse<Collateral>(fields.Text("collateral"), out var collateral);
        Invariant.Holds(complete, "a stored line of credit carries its ids");
        return new LineOfCredit
        {
            Id = id,
            Organization = organization,
            Environment = environment,
            Network = fields.TextOrNull("network") is { } network ? Enum.Parse<BitcoinNetwork>(network) : null,
            Limit = new Msat(fields.Integer("limit_msat")),
            Allocated = new Msat(fields.Integer("allocated_msat")),
            Collateral = collateral,
            CollateralAmount = new Msat(fields.IntegerOrNull("collateral_msat") ?? 0),
            Node = fields.TextOrNull("node_address") is { } address ? ToNode(address, fields) : null,
            Schedule = fields.TextOrNull("schedule") is { } schedule ? BillingSchedule.Parse(schedule) : null,
            Terms = (fields.Has("service_fee_msat") ? ToTerms(fields) : BillingTerms.None) with
            {
                SendProcessingFee = ToRate(fields, "send_processing_basis_points"),
                ReceiveProcessingFee = ToRate(fields, "receive_processing_basis_points"),
            },
            DisabledAt = fields.InstantOrNull("disabled_at"),
            EnabledAt = fields.InstantOrNull("enabled_at"),
            BlockedAt = fields.InstantOrNull("blocked_at"),
            UnblockedAt = fields.InstantOrNull("unblocked_at"),
            CreatedAt = fields.Instant("created_at"),
            UpdatedAt = fields.Instant("updated_at"),
        };
    }

    /// <summary>The columns of what a wallet was handed.</summary>
    public static RowFields ToFields(CreditGrant grant) => new()
    {
        { "limit_msat", grant.Limit.Value },
        { "step", grant.Step },
    };

    /// <summary>What a wallet was handed, of its row.</summary>
    public static CreditGrant ToGrant(Row row)
    {
        var isId = WalletId.TryParse(row.Key.Row[GrantPrefix.Length..], out var wallet);
        Invariant.Holds(isId, "a stored grant names its wallet");
        return new CreditGrant(wallet, new Msat(row.Fields.Integer("limit_msat")), row.Fields.Integer("step"));
    }

    private static NodeRegistration ToNode(string address, RowFields fields)
    {
        var isKey = NodePublicKey.TryParse(fields.Text("node_id"), out var id);
        Invariant.Holds(isKey, "a registered node has its id");
        return new NodeRegistration(address, id!);
    }

    private static long? Charged(BasisPoints rate) => rate.Value == 0 ? null : rate.Value;

    private static BasisPoints ToRate(RowFields fields, string column) =>
        new((int)(fields.IntegerOrNull(column) ?? 0));

    private static BillingTerms? Agreed(LineOfCredit line) => line.Schedule is null ? null : line.Terms;

    private static BillingTerms ToTerms(RowFields fields) => new(
        new Msat(fields.Integer("service_fee_msat")),
        new BasisPoints((int)fields.Integer("sent_fee_basis_points")),
        new BasisPoints((int)fields.Integer("received_fee_basis_points")))
    {
        PaymentTermDays = (int)fields.Integer("payment_term_days"),
        GraceDays = (int)fields.Integer("grace_days"),
    };
}
