using System.Globalization;
using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// Holds a wallet's profile, and what its line of credit has set aside, against its head. Wallets from before there
/// were profiles have none, and were granted nothing.
/// </summary>
internal sealed class ProfileProof(ITableStore tables)
{
    /// <summary>True where the wallet is being opened, or was refused: it is listed, and has no head yet.</summary>
    public async Task<bool> IsBeingOpened(WalletId wallet, CancellationToken cancel) =>
        await tables.Get(WalletRows.Table, WalletProfileRows.Key(wallet), cancel) is { } row
        && (row.Fields.TextOrNull("pending") == nameof(PendingGrantKind.Open)
            || row.Fields.TextOrNull("refusal") is not null);

    /// <summary>What is wrong. Three storage transactions.</summary>
    public async Task Check(Row head, HeadProof proof, Condemned condemned, CancellationToken cancel)
    {
        WalletId.TryParse(head.Key.Partition, out var wallet);
        CheckState(head, proof);
        if (await tables.Get(WalletRows.Table, WalletProfileRows.Key(wallet), cancel) is { } row
            && Readable.TryRead(row, WalletProfileRows.ToProfile, condemned, out var profile))
        {
            Compare(row, "environment", head.Fields.TextOrNull("environment"), condemned);
            Compare(row, "line_of_credit", head.Fields.TextOrNull("line_of_credit"), condemned);
            var isDeleted = head.Fields.TextOrNull("state") is not null;
            if (isDeleted != profile.DeletedAt is not null)
            {
                condemned.Add(new Finding(
                    "wallets", row.Key, "deleted_at", null, null, "the head says otherwise", head.Key));
            }
        }

        if (LineOfCreditId.TryParse(head.Fields.TextOrNull("line_of_credit"), out var line))
        {
            var grant = await tables.Get(LineRows.Table, LineRows.GrantKey(line, wallet), cancel);
            var isSetAside = proof.CreditLimit.Value <= (grant?.Fields.IntegerOrNull("limit_msat") ?? 0);
            if (!isSetAside)
            {
                var most = (grant?.Fields.IntegerOrNull("limit_msat") ?? 0).ToString(CultureInfo.InvariantCulture);
                proof.Add("credit_limit_msat", most, "the line of credit has set no more aside");
            }

            await CheckNode(line, head, proof, cancel);
        }
    }

    // A wallet is backed by its line's own node, or by the operator's, and by nothing that it says of itself.
    private async Task CheckNode(LineOfCreditId line, Row head, HeadProof proof, CancellationToken cancel)
    {
        var row = await tables.Get(LineRows.Table, LineRows.Key(line), cancel);
        var isOwn = row?.Fields.TextOrNull("node_address") is not null
            && row.Fields.TextOrNull("environment") == head.Fields.TextOrNull("environment");
        if (isOwn != proof.IsNodeBacked)
        {
            proof.Add("is_node_backed", isOwn ? "true" : null, "the line of credit says otherwise");
        }
    }

    private static void CheckState(Row head, HeadProof proof)
    {
        var state = head.Fields.TextOrNull("state");
        if (state is not (null or nameof(WalletState.Deleted)))
        {
            proof.Add("state", nameof(WalletState.Deleted), "there is no other");
        }

        if (state is not null && proof.CreditLimit.Value != 0)
        {
            proof.Add("credit_limit_msat", "0", "a wallet that is deleted owes nothing");
        }
    }

    private static void Compare(Row profile, string column, string? should, Condemned condemned)
    {
        if (profile.Fields.Text(column) is var says && says != should)
        {
            condemned.Add(new Finding(
                "wallets", profile.Key, column, says, should, "the head says otherwise", WalletHeadKey(profile)));
        }
    }

    private static RowKey WalletHeadKey(Row profile) => profile.Key with { Row = "head" };
}
