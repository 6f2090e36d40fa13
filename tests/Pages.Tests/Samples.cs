using System.Text;
using Fulgurite.App.Checkout;
using Fulgurite.App.SandboxPages;
using Fulgurite.Money;

namespace Fulgurite.Pages;

/// <summary>Data as a working shop has it.</summary>
internal static class Samples
{
    public const string InvoiceId = "3f1c6a52-8f0e-4b8e-9b57-0d7a1f7f9d21";
    public const string WalletId = "wallet-7";

    /// <summary>Text that does harm wherever it is not encoded.</summary>
    public const string Hostile =
        "\"><img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>"
        + "' onload='window.harmed=1' {{7*7}} \u202Etxt";

    /// <summary>An invoice of the usual alphabet and length. The pages show it and never decode it.</summary>
    public const string PaymentRequest =
        "lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyq"
        + "cyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla20"
        + "87ne0xh8nhedh8w27kyke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh";

    public static DepositView Deposit() => new()
    {
        InvoiceId = InvoiceId,
        Payee = "Sea Glass Coffee",
        Description = "Two bags of Ethiopian Yirgacheffe",
        Reference = "order-1909242403",
        Amount = Msat.FromSats(250_000),
        PaymentRequest = PaymentRequest,
        Status = DepositStatus.Open,
        ExpiresAt = ShopClock.Start.AddMinutes(15),
        IsMainnet = false,
        CanPayFromSandbox = true,
        FormWalletId = WalletId,
    };

    public static DepositFormView Form() =>
        new(WalletId, "Sea Glass Coffee", Msat.FromSats(1_000), Msat.FromSats(4_500_000), IsMainnet: false);

    public static SandboxHomeView Home() => new()
    {
        BaseUrl = "http://localhost:7071",
        Facts =
        [
            new SandboxFact("Organization", "0f8a4c1e-6c34-4d3a-9a55-8a0f6f7b1c01"),
            new SandboxFact("Environment", "5b0b9a34-17b2-4a8f-8e0e-2f8f0c5d7a02"),
            new SandboxFact("Wallet", "c7d0b6b8-9d52-4c39-8a3d-6f3f5f3e1b03"),
        ],
        Keys =
        [
            new SandboxKey("Voltage API", null, "vltg_sandbox_4b6f5d7c8a9e0f1b2c3d4e5f6a7b8c9d"),
            new SandboxKey("AlphaPo API", "q8Zr2mT5vX9cB4nH7kL1pW6yD3sF0gJe", "sandbox-secret-of-alphapo"),
        ],
        FirstRequest = "curl -s http://localhost:7071/v1/payments \\\n  -H \"X-Api-Key: $FULGURITE_KEY\" \\\n"
            + "  -H 'Content-Type: application/json' \\\n"
            + "  -d '{\"wallet_id\":\"c7d0b6b8\",\"amount_msats\":250000000}'",
        PayRequest = "curl -s http://localhost:7071/sandbox/pay -d '{\"payment_request\":\"lnbcrt...\"}'",
        FormWalletId = WalletId,
        OpenApiPath = "/openapi/v1.json",
        HealthPath = "/health",
    };

    public static ReceivedCallback Callback(int number, bool isVerified = true) => new()
    {
        Id = $"c{number}",
        ReceivedAt = ShopClock.Start.AddSeconds(number),
        Scheme = "alphapo",
        EventName = "deposit",
        IsVerified = isVerified,
        Problem = isVerified ? null : "The signature belongs to another body.",
        Attempt = 1,
        Headers =
        [
            new KeyValuePair<string, string>("Content-Type", "application/json"),
            new KeyValuePair<string, string>("X-Processing-Key", "q8Zr2mT5vX9cB4nH7kL1pW6yD3sF0gJe"),
            new KeyValuePair<string, string>("X-Processing-Signature", new string('a', 128)),
        ],
        Body = Encoding.UTF8.GetBytes(
            $$$"""{"id":{{{number}}},"status":"confirmed","received":{"currency":"BTCLN","amount":"0.00250000"}}"""),
    };
}
