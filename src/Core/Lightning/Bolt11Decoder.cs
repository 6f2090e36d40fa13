using System.Collections.Immutable;

namespace Fulgurite.Lightning;

/// <summary>Decodes an invoice step by step, each step refusing with the errors that belong to it.</summary>
internal static class Bolt11Decoder
{
    private const int TimestampWords = 7;
    private const int SignatureWords = 104;
    private const int FieldHeaderWords = 3;

    public static Bolt11Error Decode(string text, out Bolt11Invoice? invoice)
    {
        invoice = null;
        if (text.Length > Bolt11Invoice.MaxLength)
        {
            return Bolt11Error.TooLong;
        }

        var error = ToBolt11(Bech32.Decode(text, Bech32Checksum.Bech32, out var humanReadable, out var words));
        if (error != Bolt11Error.None)
        {
            return error;
        }

        error = Bolt11Prefix.Parse(humanReadable, out var prefix);
        if (error != Bolt11Error.None)
        {
            return error;
        }

        if (words.Length < TimestampWords + SignatureWords)
        {
            return Bolt11Error.TooShort;
        }

        var signedWords = words.AsSpan(0, words.Length - SignatureWords);
        if (!TrySplitFields(signedWords[TimestampWords..], out var fields))
        {
            return Bolt11Error.TruncatedField;
        }

        Bech32Words.TryToInteger(signedWords[..TimestampWords], out var createdAt);
        error = Bolt11Content.Read(fields, prefix.Network, createdAt, out var content);
        if (error != Bolt11Error.None)
        {
            return error;
        }

        var hash = Bolt11Signing.Hash(humanReadable, signedWords);
        if (!Bolt11Signing.TryFindPayee(hash, words.AsSpan(^SignatureWords..), content.PayeeBytes, out var payee))
        {
            return Bolt11Error.InvalidSignature;
        }

        invoice = ToInvoice(text.ToLowerInvariant(), prefix, content, payee);
        return Bolt11Error.None;
    }

    private static Bolt11Error ToBolt11(Bech32Error error) => error switch
    {
        Bech32Error.None => Bolt11Error.None,
        Bech32Error.Malformed => Bolt11Error.MalformedBech32,
        Bech32Error.ChecksumMismatch => Bolt11Error.ChecksumMismatch,
    };

    private static bool TrySplitFields(ReadOnlySpan<byte> words, out ImmutableArray<Bolt11Field> fields)
    {
        fields = [];
        var found = ImmutableArray.CreateBuilder<Bolt11Field>();
        while (words.Length > 0)
        {
            if (words.Length < FieldHeaderWords)
            {
                return false;
            }

            var length = (words[1] * 32) + words[2];
            if (words.Length < FieldHeaderWords + length)
            {
                return false;
            }

            found.Add(new Bolt11Field(words[0], [.. words.Slice(FieldHeaderWords, length)]));
            words = words[(FieldHeaderWords + length)..];
        }

        fields = found.ToImmutable();
        return true;
    }

    private static Bolt11Invoice ToInvoice(
        string text, in Bolt11Prefix prefix, Bolt11Content content, NodePublicKey payee) => new()
        {
            Text = text,
            Network = prefix.Network,
            Amount = prefix.Amount,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(content.CreatedAtSeconds),
            PaymentHash = content.PaymentHash,
            PaymentSecret = content.PaymentSecret,
            Description = content.Description,
            DescriptionHash = content.DescriptionHash,
            Expiry = content.Expiry,
            MinFinalCltvExpiryDelta = content.MinFinalCltvExpiryDelta,
            RouteHints = content.RouteHints,
            Features = content.Features,
            FallbackAddresses = content.FallbackAddresses,
            Metadata = content.Metadata,
            Payee = payee,
            NamesPayee = content.PayeeBytes is not null,
            SkippedFields = content.SkippedFields,
            Fields = content.Fields,
        };
}
