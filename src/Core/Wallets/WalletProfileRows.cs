using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Storage;

namespace Fulgurite.Wallets;

/// <summary>
/// How a wallet's profile is stored: row <c>head-profile</c> of its partition, beside the head, so that both are read
/// at once. Inserting it claims the wallet's id. And row <c>active</c>, without columns: it exists exactly while the
/// wallet takes new invoices. Whoever adds an invoice touches it in the same commit, and who deletes the wallet removes
/// it at the version that was read before looking for open invoices: one of the two loses.
/// </summary>
public static class WalletProfileRows
{
    /// <summary>The prefix of the rows of invoices that can still be paid.</summary>
    public const string OpenInvoicePrefix = "open|";

    /// <summary>The prefix of the rows of requests on chain that can still be paid.</summary>
    public const string OpenChainRequestPrefix = "chain-open|";

    /// <summary>The profile's key.</summary>
    public static RowKey Key(WalletId wallet) => WalletRows.Key(wallet, "head-profile");

    /// <summary>The key of the row that is there while the wallet takes new invoices.</summary>
    public static RowKey ActiveKey(WalletId wallet) => WalletRows.Key(wallet, "active");

    /// <summary>Part of every commit that adds an invoice: fails where the wallet takes none.</summary>
    public static RowWrite TouchActive(WalletId wallet) => RowWrite.MergeAny(ActiveKey(wallet), []);

    /// <summary>Head and profile together, each where it exists.</summary>
    public static RowQuery HeadAndProfile(WalletId wallet) => new(wallet.ToString(), "head", "head~", Take: 2);

    /// <summary>
    /// Head, <c>active</c> and, where it is billed, the opening of its first cycle, of a wallet that begins: with its
    /// profile they are all of it.
    /// </summary>
    public static IReadOnlyList<RowWrite> Begin(WalletHead head)
    {
        List<RowWrite> rows =
        [
            RowWrite.Insert(WalletRows.HeadKey(head.Wallet), WalletRows.ToFields(head)),
            RowWrite.Insert(ActiveKey(head.Wallet), []),
        ];
        return head.Opening is { } opening ? [.. rows, CycleRows.Insert(opening)] : rows;
    }

    /// <summary>The profile's columns.</summary>
    public static RowFields ToFields(WalletProfile profile) => new()
    {
        { "environment", profile.Environment.ToString() },
        { "line_of_credit", profile.LineOfCredit.ToString() },
        { "name", profile.Name },
        { "metadata", profile.Metadata.Text ?? "" },
        { "input", profile.Input },
        { "revision", profile.Revision },
        { "pending", profile.Pending?.Kind.ToString() },
        { "pending_limit_msat", profile.Pending?.Limit.Value },
        { "refusal", profile.Refusal?.ToString() },
        { "created_at", profile.CreatedAt },
        { "updated_at", profile.UpdatedAt },
        { "deleted_at", profile.DeletedAt },
    };

    /// <summary>The profile of its row.</summary>
    public static WalletProfile ToProfile(Row row)
    {
        var fields = row.Fields;
        var complete = WalletId.TryParse(row.Key.Partition, out var wallet)
            & EnvironmentId.TryParse(fields.Text("environment"), out var environment)
            & LineOfCreditId.TryParse(fields.Text("line_of_credit"), out var line);
        Invariant.Holds(complete, "a wallet's profile carries its ids");
        return new WalletProfile
        {
            Wallet = wallet,
            Environment = environment,
            LineOfCredit = line,
            Name = fields.Text("name"),
            Metadata = Metadata.Stored(fields.Text("metadata")),
            Input = fields.Text("input"),
            Revision = fields.Integer("revision"),
            Pending = fields.TextOrNull("pending") is { } kind
                ? new PendingGrant(
                    Enum.Parse<PendingGrantKind>(kind), new Msat(fields.Integer("pending_limit_msat")))
                : null,
            Refusal = fields.TextOrNull("refusal") is { } refusal ? Enum.Parse<WalletChangeRefusal>(refusal) : null,
            CreatedAt = fields.Instant("created_at"),
            UpdatedAt = fields.Instant("updated_at"),
            DeletedAt = fields.InstantOrNull("deleted_at"),
        };
    }
}
