using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.SandboxPages;
using Fulgurite.Lightning;
using Fulgurite.Secrets;

namespace Fulgurite.App.Local;

/// <summary>Tells a newcomer where everything is: in the terminal and on the sandbox's home page.</summary>
internal static class Banner
{
    private const string FirstBody = """{"currency":"BTCLN","foreign_id":"1909242403","amount":0.0025}""";

    /// <summary>Prints where everything is.</summary>
    public static void Write(TextWriter output, SandboxFacts facts, NodeInfo node, LocalOptions options)
    {
        var state = options.IsEphemeral ? "in memory, gone when Fulgurite stops" : options.Data.FullName;
        var money = node.Network == BitcoinNetwork.Mainnet ? "real money" : "no real money";
        var isPaying = options.LndAddress is null || options.LndPaymentsMacaroon is not null;
        output.WriteLine($"""

            Fulgurite is running. Start here: {facts.BaseUrl}/

              Deposit form       {facts.BaseUrl}/pay/new/{facts.WalletId}
              Callback inbox     {facts.BaseUrl}{SandboxInbox.Path}
              OpenAPI            {facts.BaseUrl}/openapi/v1.json
              Health             {facts.BaseUrl}/health

              Organization       {facts.OrganizationId}
              Environment        {facts.EnvironmentId}
              Line of credit     {facts.LineOfCreditId}
              Wallet             {facts.WalletId}

              Native API key     {facts.ApiKey}
              AlphaPo API key    {facts.ProcessingKey}
              AlphaPo secret     {facts.ProcessingSecret}

              Lightning node     {node.Alias} ({node.Network.ToString().ToLowerInvariant()}, {money})
              Sending            {(isPaying ? "on" : "off: give --lnd-payments-macaroon to let it pay")}
              Data               {state}
              All this as JSON   {Path.Combine(options.Data.FullName, "sandbox.json")}

            Ask for a deposit of 0.0025 BTC:

            {FirstRequest(facts)}
            {(options.LndAddress is null ? HowToPay(facts) : "")}
            Ctrl-C stops everything.

            """);
    }

    /// <summary>The same for the home page.</summary>
    /// <param name="facts">What the run made.</param>
    /// <param name="isSimulated">True where the network is the sandbox's, which can be made to pay.</param>
    public static SandboxHomeView Home(SandboxFacts facts, bool isSimulated) => new()
    {
        BaseUrl = facts.BaseUrl,
        Facts =
        [
            new SandboxFact("Organization", facts.OrganizationId),
            new SandboxFact("Environment", facts.EnvironmentId),
            new SandboxFact("Line of credit", facts.LineOfCreditId),
            new SandboxFact("Wallet", facts.WalletId),
        ],
        Keys =
        [
            new SandboxKey("AlphaPo API", facts.ProcessingKey, facts.ProcessingSecret),
            new SandboxKey("Native API", null, facts.ApiKey),
        ],
        FirstRequest = FirstRequest(facts),
        PayRequest = isSimulated ? PayRequest(facts) : null,
        FormWalletId = facts.WalletId,
        OpenApiPath = "/openapi/v1.json",
        HealthPath = "/health",
    };

    private static string HowToPay(SandboxFacts facts) => $$"""

        Then pay it as a customer would, with the "address" of the answer:

        {{PayRequest(facts)}}

        """;

    private static string PayRequest(SandboxFacts facts) =>
        $$"""curl -s {{facts.BaseUrl}}/sandbox/pay -d '{"payment_request":"lnbcrt..."}'""";

    private static string FirstRequest(SandboxFacts facts)
    {
        var signature = AlphaPoSignature.Sign(
            new SecretValue(facts.ProcessingSecret), System.Text.Encoding.UTF8.GetBytes(FirstBody));
        return $"""
            curl -s {facts.BaseUrl}{AlphaPoApi.BasePath}/addresses/take \
              -H 'Content-Type: application/json' \
              -H '{AlphaPoHeaders.Key}: {facts.ProcessingKey}' \
              -H '{AlphaPoHeaders.Signature}: {signature}' \
              -d '{FirstBody}'
            """;
    }
}
