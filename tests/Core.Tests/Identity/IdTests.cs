using Fulgurite.Identity;

namespace Fulgurite.Tests.Identity;

public sealed class IdTests
{
    private delegate bool Parse<TId>(string? text, out TId id);

    [Fact]
    public void Endpoint_ids_have_one_text_form() => AssertTextForm<EndpointId>(EndpointId.TryParse);

    [Fact]
    public void Environment_ids_have_one_text_form() => AssertTextForm<EnvironmentId>(EnvironmentId.TryParse);

    [Fact]
    public void Invoice_ids_have_one_text_form() => AssertTextForm<InvoiceId>(InvoiceId.TryParse);

    [Fact]
    public void Line_of_credit_ids_have_one_text_form() => AssertTextForm<LineOfCreditId>(LineOfCreditId.TryParse);

    [Fact]
    public void Organization_ids_have_one_text_form() => AssertTextForm<OrganizationId>(OrganizationId.TryParse);

    [Fact]
    public void Wallet_ids_have_one_text_form() => AssertTextForm<WalletId>(WalletId.TryParse);

    private static void AssertTextForm<TId>(Parse<TId> tryParse)
        where TId : struct
    {
        const string Text = "0f8fad5b-d9cb-469f-a165-70867728950e";
        Assert.True(tryParse(Text, out var id));
        Assert.Equal(Text, id.ToString());
        Assert.True(tryParse(Text.ToUpperInvariant(), out var upper));
        Assert.Equal(Text, upper.ToString());
        var others = new[]
        {
            null, "", "0f8fad5bd9cb469fa16570867728950e", $"{{{Text}}}", $"({Text})", Text[..^1], Text + "0",
            Text.Replace('a', 'g'),
        };
        Assert.All(others, other => Assert.False(tryParse(other, out _)));
    }
}
