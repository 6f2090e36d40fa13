using System.Globalization;
using Fulgurite.Identity;
using Fulgurite.Ledger;
using Fulgurite.Ledger.Movements;
using Fulgurite.Money;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>
/// Recomputes a journal line by line: the chain from its beginning, and every balance. A line is judged when the next
/// one is there, because the next says what its hash was. Constant memory.
/// </summary>
internal sealed class JournalProof(WalletId wallet, Condemned condemned)
{
    /// <summary>Of rows that are missing together, so many are named.</summary>
    public const int MissingMax = 100;

    private const string Asset = "btc";
    private static readonly string[] Movements =
    [
        ReceiveInvoice.Name, ReceiveUnattributed.Name, HoldSend.Name, CaptureSend.Name, ReleaseSend.Name,
        CreditInternal.Name, CaptureInternal.Name,
        .. ChainClaims.Movements,
    ];

    private readonly long[] balances = new long[ChartOfAccounts.All.Count];
    private string? proven = JournalEntry.Genesis;
    private (Row Row, JournalEntry Entry)? pending;

    /// <summary>The last line; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The hash of the last line; null when it is not known.</summary>
    public string? ChainHash => proven;

    /// <summary>False when a line is missing or wrong: the balances are not known then.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>A balance after the last line, msat.</summary>
    public long this[Account account] => balances[(int)account];

    /// <summary>Called after each line that was judged, with what it says.</summary>
    public Action<JournalEntry> OnJudged { get; init; } = _ => { };

    /// <summary>Takes the next line, and judges the one before.</summary>
    public void Add(Row row)
    {
        var previous = row.Fields.TextOrNull("previous_hash");
        Judge(previous);
        var hasNumber = long.TryParse(
            row.Key.Row.AsSpan("journal|".Length), CultureInfo.InvariantCulture, out var sequence);
        if (hasNumber && sequence > Sequence + 1)
        {
            Miss(Sequence + 1, sequence - 1);
            proven = previous;
        }

        Sequence = hasNumber ? sequence : Sequence + 1;
        if (Readable.TryRead(row, WalletRows.ToJournalEntry, condemned, out var entry))
        {
            pending = (row, entry);
        }
        else
        {
            IsComplete = false;
            proven = row.Fields.TextOrNull("hash");
        }
    }

    /// <summary>Judges the last line by what the head says of it.</summary>
    public void Finish(string headHash) => Judge(headHash);

    private void Judge(string? successorSays)
    {
        if (pending is not var (row, entry))
        {
            return;
        }

        pending = null;
        var stored = row.Fields.TextOrNull("hash");
        if (Wrong(entry, stored, successorSays) is not var (column, says, should))
        {
            Apply(entry, row.Key);
            proven = stored;
        }
        else
        {
            condemned.Add(new Finding(
                "wallets", row.Key, column, says, should, "the line does not fit its hash, or its hash the chain"));
            if (column is "previous_hash" or "hash")
            {
                Apply(entry, row.Key);
            }
            else
            {
                IsComplete = false;
            }

            proven = column == "hash" ? should : stored;
        }

        OnJudged(entry);
    }

    // Null for a line that is as it was written. The column, where trying the others tells which.
    private (string? Column, string? Says, string? Should)? Wrong(
        JournalEntry entry, string? stored, string? successorSays)
    {
        var isLinked = proven is null || entry.PreviousHash == proven;
        if (isLinked && entry.Hash == stored)
        {
            return null;
        }

        if (!isLinked && (entry with { PreviousHash = proven! }).Hash == stored)
        {
            return ("previous_hash", entry.PreviousHash, proven);
        }

        if (isLinked && entry.Hash == successorSays)
        {
            return ("hash", stored, entry.Hash);
        }

        if ((entry with { Asset = Asset }).Hash == stored)
        {
            return ("asset", entry.Asset, Asset);
        }

        return Movements.FirstOrDefault(m => (entry with { Movement = m }).Hash == stored) is { } movement
            ? ("movement", entry.Movement, movement)
            : (null, null, null);
    }

    private void Apply(JournalEntry entry, RowKey row)
    {
        foreach (var transfer in entry.Transfers)
        {
            balances[(int)transfer.From] -= transfer.Amount.Value;
            balances[(int)transfer.To] += transfer.Amount.Value;
        }

        if (IsComplete && !IsNodeBacked && this[Account.Available] < -CreditLimit.Value)
        {
            condemned.Add(new Finding(
                "wallets", row, "transfers", null, null, $"it leaves {this[Account.Available]} msat available"));
        }

        if (IsComplete && this[Account.Held] < 0)
        {
            condemned.Add(new Finding(
                "wallets", row, "transfers", null, null, $"it leaves {this[Account.Held]} msat held"));
        }
    }

    /// <summary>How far below zero the wallet may go.</summary>
    public Msat CreditLimit { get; init; }

    /// <summary>Whether the customer's own node backs it: then it may go as far as that one does.</summary>
    public bool IsNodeBacked { get; init; }

    private void Miss(long first, long last)
    {
        IsComplete = false;
        for (var sequence = first; sequence <= last && sequence - first < MissingMax; sequence++)
        {
            condemned.Add(new Finding(
                "wallets", WalletRows.JournalKey(wallet, sequence), null, null, null, "the line is missing"));
        }
    }
}
