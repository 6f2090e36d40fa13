using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>What a run tells scripts in <c>sandbox.json</c>.</summary>
internal sealed record Facts(JsonObject Document)
{
    public string BaseUrl => Text("base_url");

    public string Wallet => Text("wallet_id");

    public string ApiKey => Text("api_key");

    public string ProcessingKey => Text("processing_key");

    public string ProcessingSecret => Text("processing_secret");

    /// <summary>The native API's address of the environment.</summary>
    public string Environment => $"/v1/organizations/{Text("organization_id")}/environments/{Text("environment_id")}";

    public static Facts Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!.AsObject());

    private string Text(string name) => Document[name]!.GetValue<string>();
}
