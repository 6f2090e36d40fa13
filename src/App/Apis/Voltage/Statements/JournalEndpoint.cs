using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.App.Apis.Voltage.Wallets;
using Fulgurite.Ledger;
using Fulgurite.Wallets;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>
/// A wallet's journal, a line of JSON for each line, in the order of its sequence. Each holds all that its hash is made
/// of, so that whoever has the lines can recompute hashes, balances, cycles and bills; see <c>docs/statements.md</c>.
/// </summary>
internal static class JournalEndpoint
{
    /// <summary>The last line of the journal as the export began: what is read until then is whole.</summary>
    public const string LastSequenceHeader = "Journal-Last-Sequence";

    /// <summary>That line's hash.</summary>
    public const string ChainHashHeader = "Journal-Chain-Hash";

    private const string ContentType = "application/x-ndjson";
    private const string Form = "fulgurite-journal-1";

    /// <summary>The export.</summary>
    public static async Task<VoltageAnswer> Read(VoltageCall call)
    {
        var query = new QueryText(call.Context.Request.Query);
        if (query.One("format") is not (null or "jsonl"))
        {
            return VoltageErrors.InvalidParameter("format: it must be jsonl.");
        }

        if (!query.TryNumber("from_sequence", 1, (1, long.MaxValue), out var first))
        {
            return VoltageErrors.InvalidParameter("from_sequence: it must be a number from 1.");
        }

        return await WalletEndpoints.Find(call) is { } wallet
            ? StreamedBody.Of(call.Log, ContentType, $"journal-{wallet.Head.Wallet}.jsonl", async (context, body) =>
            {
                var head = wallet.Head;
                var last = head.Sequence.ToString(CultureInfo.InvariantCulture);
                context.Response.Headers[LastSequenceHeader] = last;
                context.Response.Headers[ChainHashHeader] = head.ChainHash;
                using var json = new Utf8JsonWriter(body);
                await foreach (var (line, hash) in Lines(call.Engine.Wallets, head, first, context.RequestAborted))
                {
                    Write(json, line, hash);
                    json.Flush();
                    json.Reset();
                    body.Write("\n"u8);
                    await body.SendSome(context.RequestAborted);
                }
            })
            : WalletErrors.NotFound(call.Route("wallet"));
    }

    // No further than the journal was long: else a busy wallet's export would never end.
    private static IAsyncEnumerable<(JournalEntry Line, string Hash)> Lines(
        WalletReads wallets, WalletHead head, long first, CancellationToken cancel) =>
        wallets.Journal(head.Wallet, first, cancel).TakeWhile(line => line.Entry.Sequence <= head.Sequence);

    // The hash is the stored one: a recomputed one would hide what was changed.
    private static void Write(Utf8JsonWriter json, JournalEntry line, string storedHash)
    {
        json.WriteStartObject();
        json.WriteString("form", Form);
        json.WriteString("wallet_id", line.Wallet.ToString());
        json.WriteNumber("sequence", line.Sequence);
        json.WriteString("at", VoltageTime.TextOf(line.At));
        json.WriteNumber("at_us", line.AtMicroseconds);
        json.WriteString("movement", line.Movement);
        json.WriteString("reference", line.Reference);
        json.WriteString("asset", line.Asset);
        json.WriteStartArray("transfers");
        foreach (var transfer in line.Transfers)
        {
            json.WriteStartObject();
            json.WriteString("from", transfer.From.Name());
            json.WriteString("to", transfer.To.Name());
            json.WriteNumber("amount_msat", transfer.Amount.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("previous_hash", line.PreviousHash);
        json.WriteString("hash", storedHash);
        json.WriteEndObject();
    }
}
