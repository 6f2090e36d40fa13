using System.Globalization;
using System.Text.Json;

namespace Fulgurite.Worlds.Audit;

/// <summary>A deposit's callback as its merchant reads it: the contract's JSON.</summary>
internal static class DepositBody
{
    /// <summary>Where the body does not say what the invoice's row says.</summary>
    public static IEnumerable<string> Problems(byte[] body, StoredRow invoice)
    {
        using var document = JsonDocument.Parse(body);
        var (root, serial) = (document.RootElement, invoice.Integer("serial"));
        var receivedSats = invoice.Integer("amount_paid_msat") / 1_000;
        var feeSats = invoice.Integer("fee_paid_msat") / 1_000;
        var lessFeeSats = receivedSats - feeSats;
        var part = root.GetProperty("transactions")[0];
        var address = root.GetProperty("crypto_address");
        var received = root.GetProperty("currency_received");
        var fees = root.GetProperty("fees");
        (string Name, object? Says, object? MustSay)[] members =
        [
            ("status", root.GetProperty("status").GetString(), "confirmed"),
            ("id", root.GetProperty("id").GetInt64(), (3 * serial) + 1),
            ("address id", address.GetProperty("id").GetInt64(), 3 * serial),
            ("sub-transaction id", part.GetProperty("id").GetInt64(), (3 * serial) + 2),
            ("address", address.GetProperty("address").GetString(), invoice.Text("payment_request")),
            ("end user", EndUser(root), invoice.Text("customer_reference")),
            ("foreign id", address.GetProperty("foreign_id").GetString(), invoice.Text("merchant_reference")),
            ("txid", part.GetProperty("txid").GetString(), invoice.Text("payment_hash")),
            ("amount sent", Sats(root.GetProperty("currency_sent")), receivedSats),
            ("amount received", Sats(received), receivedSats),
            ("sub-transaction amount", Sats(part), receivedSats),
            ("amount less the fee", Sats(received, "amount_minus_fee"), lessFeeSats),
            ("fee", fees.GetArrayLength() == 0 ? 0L : Sats(fees[0]), feeSats),
        ];
        return members.Where(member => !Equals(member.Says, member.MustSay))
            .Select(member => $"says {member.Name} {member.Says}, not {member.MustSay}");
    }

    /// <summary>The transaction's id, on which merchants deduplicate.</summary>
    public static long IdOf(string bodyHex)
    {
        using var document = JsonDocument.Parse(Convert.FromHexString(bodyHex));
        return document.RootElement.GetProperty("id").GetInt64();
    }

    private static string EndUser(JsonElement root) =>
        root.TryGetProperty("end_user_reference", out var reference) ? reference.GetString()! : "";

    // Eight decimals of a bitcoin, as text.
    private static long Sats(JsonElement holder, string name = "amount") =>
        (long)(decimal.Parse(holder.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) * 100_000_000m);
}
