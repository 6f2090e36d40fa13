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
        var error = Parse(text, out var humanReadable, out var words, out var prefix, out var content);
        if (error != Bolt11Error.None)
        {
            return error;
        }

        var hash = Bolt11Signing.Hash(humanReadable, words.AsSpan(0, words.Length - SignatureWords));
        if (!Bolt11Signing.TryFindPayee(hash, words.AsSpan(^SignatureWords..), content!.PayeeBytes, out var payee))
        {
            return Bolt11Error.InvalidSignature;
        }

        invoice = ToInvoice(text.ToLowerInvariant(), prefix, content, payee);
        return Bolt11Error.None;
    }

    /// <summary>What a request asks for, without a look at its signature; null when it cannot be read.</summary>
    public static Bolt11Error ReadTerms(string text, out Bolt11Terms? terms)
    {
        var error = Parse(text, out _, out _, out var prefix, out var content);
        var createdAt = DateTimeOffset.FromUnixTimeSeconds(content?.CreatedAtSeconds ?? 0);
        terms = content is null
            ? null
            : new Bolt11Terms(content.PaymentHash, prefix.Amount, createdAt, createdAt + content.Expiry);
        return error;
    }

    private static Bolt11Error Parse(
        string text, out string humanReadable, out byte[] words, out Bolt11Prefix prefix, out Bolt11Content? content)
    {
        (humanReadable, words, prefix, content) = ("", [], default, null);
        if (text.Length > Bolt11Invoice.MaxLength)
        {
            return Bolt11Error.TooLong;
        }

        var error = ToBolt11(Bech32.Decode(text, Bech32Checksum.Bech32, out humanReadable, out words));
        if (error != Bolt11Error.None)
        {
            return error;
        }

        error = Bolt11Prefix.Parse(humanReadable, out prefix);
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
        error = Bolt11Content.Read(fields, prefix.Network, createdAt, out var read);
        content = error == Bolt11Error.None ? read : null;
        return error;
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
