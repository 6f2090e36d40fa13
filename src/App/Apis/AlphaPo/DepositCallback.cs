using Fulgurite.Money;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// The callback of a received deposit. There is one, with the final status: a settled HTLC cannot be undone. An expired
/// invoice has none: the contract's deposit callbacks tell of funds.
/// </summary>
internal static class DepositCallback
{
    /// <summary>
    /// The body, in the contract's key order, in the bytes that PHP would send (see <see cref="PhpJsonWriter"/>). The
    /// same facts give the same bytes, so that every retry has the same signature.
    /// </summary>
    public static byte[] Render(DepositFacts deposit)
    {
        Invariant.Holds(
            deposit.Fee.IsWholeSats && deposit.Fee <= deposit.Received.RoundDownToSat(),
            "a deposit's fee is whole satoshis and at most what was received");
        var writer = new PhpJsonWriter();
        writer.StartObject();
        writer.Member("id", deposit.TransactionId);
        if (deposit.EndUserReference is not null)
        {
            writer.Member("end_user_reference", deposit.EndUserReference);
        }

        writer.Member("type", "deposit");
        WriteAddress(writer, deposit);
        WriteAmounts(writer, deposit);
        WriteSubTransaction(writer, deposit);
        WriteFees(writer, deposit.Fee);

        // Empty, not null: one plugin cancels the order for anything else, and typed clients need a string.
        writer.Member("error", "");
        writer.Member("status", "confirmed");
        writer.EndObject();
        return writer.ToBytes();
    }

    // Deposits carry the foreign id here and not at the root.
    private static void WriteAddress(PhpJsonWriter writer, DepositFacts deposit)
    {
        writer.Name("crypto_address");
        writer.StartObject();
        writer.Member("id", deposit.AddressId);
        writer.Member("currency", Currency.Lightning);
        writer.Member("address", deposit.PaymentRequest);
        writer.NullMember("tag");
        writer.Member("foreign_id", deposit.ForeignId);
        writer.EndObject();
    }

    private static void WriteAmounts(PhpJsonWriter writer, DepositFacts deposit)
    {
        var amountText = deposit.Received.ToBtcText();
        writer.Name("currency_sent");
        writer.StartObject();
        writer.Member("currency", Currency.Lightning);
        writer.Member("amount", amountText);
        writer.EndObject();
        writer.Name("currency_received");
        writer.StartObject();
        writer.Member("currency", Currency.Lightning);
        writer.Member("amount", amountText);
        writer.Member("amount_minus_fee", (deposit.Received - deposit.Fee).ToBtcText());
        writer.EndObject();
    }

    private static void WriteSubTransaction(PhpJsonWriter writer, DepositFacts deposit)
    {
        writer.Name("transactions");
        writer.StartArray();
        writer.StartObject();
        writer.Member("id", deposit.SubTransactionId);
        writer.Member("currency", Currency.Lightning);

        // The only documented value for funds from outside; clients parse it as an enumeration.
        writer.Member("transaction_type", "blockchain");
        writer.Member("type", "deposit");
        writer.Member("address", deposit.PaymentRequest);
        writer.NullMember("tag");
        writer.Member("amount", deposit.Received.ToBtcText());
        writer.Member("txid", deposit.PaymentHash.ToString());

        // Text: clients in Go and Rust fail on a number.
        writer.Member("confirmations", "1");
        writer.EndObject();
        writer.EndArray();
    }

    private static void WriteFees(PhpJsonWriter writer, Msat fee)
    {
        writer.Name("fees");
        writer.StartArray();
        if (!fee.IsZero)
        {
            writer.StartObject();
            writer.Member("type", "deposit");
            writer.Member("currency", Currency.Lightning);
            writer.Member("amount", fee.ToBtcText());
            writer.EndObject();
        }

        writer.EndArray();
    }
}
