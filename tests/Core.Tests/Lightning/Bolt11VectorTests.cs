using System.Globalization;
using Fulgurite.Lightning;

namespace Fulgurite.Tests.Lightning;

/// <summary>Every example of the BOLT 11 document, one file each, with the facts that the document states.</summary>
public sealed class Bolt11VectorTests
{
    // High s cannot be the work of a signer that normalises it.
    private const string NotOurSignature = "15-high-s-recovered.txt";

    public static TheoryData<string> Valid => Files("valid");

    public static TheoryData<string> Invalid => Files("invalid");

    [Theory]
    [MemberData(nameof(Valid))]
    public void Decodes_every_valid_example(string file)
    {
        var expected = Read("valid", file);
        var invoice = Bolt11Examples.Decode(expected["invoice"]);
        foreach (var (name, value) in expected)
        {
            Assert.Equal($"{name}: {value}", $"{name}: {Fact(invoice, name, expected["invoice"])}");
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Writes_and_signs_every_valid_example_byte_for_byte(string file)
    {
        if (file == NotOurSignature)
        {
            return;
        }

        var text = Read("valid", file)["invoice"].ToLowerInvariant();
        var invoice = Bolt11Examples.Decode(text);
        var prefix = new Bolt11Prefix(invoice.Network, invoice.Amount);
        Assert.Equal(text, Bolt11Draft.Encode(prefix, invoice.CreatedAt, invoice.Fields, Bolt11Examples.Key));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Writes_the_fields_of_every_valid_example(string file)
    {
        var invoice = Bolt11Examples.Decode(Read("valid", file)["invoice"]);
        var written = ToDraft(invoice).Fields(invoice.Payee);
        Assert.Equal(InAnyOrder(invoice.Fields), InAnyOrder(written));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Refuses_every_invalid_example(string file)
    {
        var expected = Read("invalid", file);
        Assert.Equal(expected["error"], Bolt11Examples.ErrorOf(expected["invoice"]).ToString());
    }

    private static Bolt11Draft ToDraft(Bolt11Invoice invoice) => new()
    {
        Network = invoice.Network,
        Amount = invoice.Amount,
        CreatedAt = invoice.CreatedAt,
        PaymentHash = invoice.PaymentHash,
        PaymentSecret = invoice.PaymentSecret,
        Description = invoice.Description,
        DescriptionHash = invoice.DescriptionHash,
        Expiry = invoice.Expiry,
        MinFinalCltvExpiryDelta = invoice.MinFinalCltvExpiryDelta,
        RouteHints = invoice.RouteHints,
        Features = invoice.Features,
        FallbackAddresses = invoice.FallbackAddresses,
        Metadata = invoice.Metadata,
        NamesPayee = invoice.NamesPayee,
        OtherFields = invoice.SkippedFields,
    };

    private static IEnumerable<string> InAnyOrder(IEnumerable<Bolt11Field> fields) =>
        fields.Select(field => $"{field.Tag}: {Convert.ToHexString(field.Words.AsSpan())}").Order();

    private static string Fact(Bolt11Invoice invoice, string name, string text) => name switch
    {
        "invoice" => invoice.Text == text.ToLowerInvariant() ? text : invoice.Text,
        "network" => invoice.Network.ToString(),
        "amount-msat" => invoice.Amount?.ToString() ?? "any",
        "created-at" => invoice.CreatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        "payment-hash" => invoice.PaymentHash.ToString(),
        "payment-secret" => Convert.ToHexStringLower(invoice.PaymentSecret.Reveal()),
        "description" => invoice.Description ?? "",
        "description-hash" => invoice.DescriptionHash?.ToString() ?? "",
        "expiry-seconds" => ((long)invoice.Expiry.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        "min-final-cltv-expiry-delta" => invoice.MinFinalCltvExpiryDelta.ToString(),
        "features" => invoice.Features.ToString(),
        "fallback" => Assert.Single(invoice.FallbackAddresses).Address,
        "route-hint" => string.Join(", ", Assert.Single(invoice.RouteHints).Hops.Select(Hop)),
        "metadata" => Convert.ToHexStringLower(invoice.Metadata.AsSpan()),
        "payee" => invoice.Payee.Hex,
        "skipped-fields" => invoice.SkippedFields.Length.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such fact."),
    };

    private static string Hop(RouteHop hop) =>
        $"{hop.NodeId} {hop.ChannelId} {hop.FeeBase} {hop.FeeProportionalMillionths} {hop.CltvExpiryDelta}";

    private static string Folder(string kind) =>
        Path.Combine(AppContext.BaseDirectory, "Vectors", "bolt11", kind);

    private static TheoryData<string> Files(string kind) =>
        new(Directory.GetFiles(Folder(kind)).Select(path => Path.GetFileName(path)).Order());

    private static Dictionary<string, string> Read(string kind, string file) =>
        File.ReadAllLines(Path.Combine(Folder(kind), file))
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
}
