using System.Globalization;
using Fulgurite.Events;
using Fulgurite.OnChain;
using Fulgurite.Storage;
using Fulgurite.Wallets;

namespace Fulgurite.Verification;

/// <summary>What events tell of sends on chain, and what sends say that was to be told.</summary>
internal static class ChainTold
{
    private static readonly string[] Types =
    [
        OnChainSendEvents.Initiated, OnChainSendEvents.Signed, OnChainSendEvents.Sent, OnChainSendEvents.Failed,
    ];

    /// <summary>True for an event that tells of a send on chain, or that names one.</summary>
    public static bool IsOfSend(RowFields told) =>
        Types.Contains(told.TextOrNull("type")) || told.TextOrNull("send") is not null;

    /// <summary>A send's: an event for each state that it has had.</summary>
    public static IEnumerable<Claim> Of(OnChainSend send)
    {
        if (send.WasHeld)
        {
            var begun = send with { Transaction = null, Failure = null };
            yield return Of(begun, OnChainSendEvents.Initiated, send.CreatedAt);
        }

        if (send.SignedAt is { } signedAt)
        {
            yield return Of(send with { Failure = null }, OnChainSendEvents.Signed, signedAt);
        }

        if (send.EndedAt is { } endedAt)
        {
            var isSent = send.State == OnChainSendState.Sent;
            yield return Of(send, isSent ? OnChainSendEvents.Sent : OnChainSendEvents.Failed, endedAt);
        }
    }

    /// <summary>An event's. Adds a finding where its id does not come from what happened.</summary>
    public static IEnumerable<Claim> OfEvent(Row row, Condemned condemned)
    {
        var fields = row.Fields;
        var (type, id) = (fields.Text("type"), fields.Text("send"));
        if (!Types.Contains(type) || fields.Text("id") != $"{EventIds.For(type, $"{row.Key.Partition}/{id}")}")
        {
            condemned.Add(new Finding(
                "wallets", row.Key, null, null, null, "its id is not made from its type and its send"));
            return [];
        }

        var processing = ProcessingFeeColumns.Of(fields).Amount.Value;
        var claim = ToldOf(
            false,
            row.Key,
            (type, id, fields.Instant("at")),
            (fields.Text("destination"), fields.Integer("amount_msat"), fields.Integer("fee_max_msat"), processing),
            (fields.TextOrNull("transaction"), fields.IntegerOrNull("fee_msat"), fields.TextOrNull("failure")));
        return
        [
            claim with
            {
                Alone = "no send on chain has come so far",
                Missing = row.Key with { Row = OnChainSendRows.Prefix + id },
            },
        ];
    }

    private static Claim Of(OnChainSend send, string type, DateTimeOffset at)
    {
        long? fee = send.Transaction is null ? null : send.Fee.Value;
        return ToldOf(
            true,
            OnChainSendRows.Key(send.Wallet, send.Id),
            (type, send.Id.ToString(), at),
            (send.Destination.ToString(), send.Amount.Value, send.FeeMax.Value, send.Processing.Amount.Value),
            (send.Transaction?.Id.ToString(), fee, send.Failure?.ToString())) with
        {
            Alone = "no event tells that it came so far",
        };
    }

    private static Claim ToldOf(
        bool isWitness,
        RowKey row,
        (string Type, string Send, DateTimeOffset At) what,
        (string Destination, long Amount, long FeeMax, long Processing) asked,
        (string? Transaction, long? Fee, string? Failure) came) => new(
        Topic.ChainTold,
        isWitness,
        row,
        $"{what.Type} {what.Send}",
        ("at", what.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        ("destination", asked.Destination),
        ("amount_msat", Text(asked.Amount)),
        ("fee_max_msat", Text(asked.FeeMax)),
        ("processing_fee_msat", Text(asked.Processing)),
        ("transaction", came.Transaction ?? "none"),
        ("fee_msat", came.Fee is { } fee ? Text(fee) : "none"),
        ("failure", came.Failure ?? "none"))
        {
            Alone = "",
        };

    private static string Text(long amount) => amount.ToString(CultureInfo.InvariantCulture);
}
