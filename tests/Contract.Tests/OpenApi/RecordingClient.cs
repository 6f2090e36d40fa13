using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Local;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.OpenApi;

/// <summary>Calls a server as merchants and payers do, and keeps every answer.</summary>
internal sealed partial class RecordingClient(Uri address, SandboxFacts facts) : IDisposable
{
    private const string AlphaPoBase = "/api/v2/";
    private const string NativeBase = "/v1/organizations/{organization_id}/environments/{environment_id}/";

    private readonly HttpClient client =
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    private readonly List<RecordedAnswer> answers = [];

    public IReadOnlyList<RecordedAnswer> Answers => answers;

    /// <summary>A signed call of the AlphaPo surface. Sent is the query of a GET, the body of a POST.</summary>
    public Task<JsonNode> Signed(string method, string path, string sent)
    {
        var isGet = method == "GET";
        var request = new HttpRequestMessage(new HttpMethod(method), AlphaPoBase + path + (isGet ? sent : ""));
        var body = isGet ? [] : Encoding.UTF8.GetBytes(sent);
        Sign(request, body);
        if (!isGet)
        {
            request.Content = Json(body);
        }

        return Send($"{method} {AlphaPoBase}{path}", request, isGet ? null : sent);
    }

    /// <summary>The same call with every way to be refused at the door.</summary>
    public async Task SignedBadly(string method, string path)
    {
        var operation = $"{method} {AlphaPoBase}{path}";
        await Send(operation, new(new(method), AlphaPoBase + path), null);
        await Send(operation, With(method, path, AlphaPoHeaders.Key, "nobody"), null);
        await Send(operation, With(method, path, AlphaPoHeaders.Key, facts.ProcessingKey), null);
        var forged = With(method, path, AlphaPoHeaders.Key, facts.ProcessingKey);
        forged.Headers.Add(AlphaPoHeaders.Signature, new string('0', 128));
        await Send(operation, forged, null);

        foreach (var body in new[] { "not JSON", new string(' ', 70_000) })
        {
            var request = new HttpRequestMessage(new HttpMethod(method), AlphaPoBase + path);
            Sign(request, Encoding.UTF8.GetBytes(body));
            request.Content = Json(Encoding.UTF8.GetBytes(body));
            await Send(operation, request, null);
        }
    }

    /// <summary>A call of the native surface.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Below the environment, with a name such as <c>{callback_id}</c> where an id belongs.</param>
    /// <param name="callback">That id, or the query.</param>
    /// <param name="sent">The body; null for none.</param>
    public Task<JsonNode> Native(string method, string path, string callback = "", string? sent = null) =>
        Native(method, path, callback, sent, facts.ApiKey, facts.EnvironmentId);

    /// <summary>The same call with every way to be refused at the door.</summary>
    public async Task NativeBadly(string method, string path, string callback = "")
    {
        await Native(method, path, callback, null, null, facts.EnvironmentId);
        await Native(method, path, callback, null, "fulg_nobody", facts.EnvironmentId);
        await Native(method, path, callback, null, facts.ApiKey, facts.WalletId);
    }

    /// <summary>A call of the native API with the merchant's key, at the level of the organization.</summary>
    public Task<JsonNode> Organization(string method, string path, string id, string? sent = null) =>
        Organization(method, path, id, sent, facts.ApiKey, facts.OrganizationId);

    /// <summary>The same call with every way to be refused at the door.</summary>
    public async Task OrganizationBadly(string method, string path, string id)
    {
        await Organization(method, path, id, null, null, facts.OrganizationId);
        await Organization(method, path, id, null, "fulg_nobody", facts.OrganizationId);
        await Organization(method, path, id, null, facts.ApiKey, facts.WalletId);
    }

    /// <summary>A call that nobody signs.</summary>
    public Task<JsonNode> Open(string operation, string path, HttpContent? content = null, string? sent = null)
    {
        var method = new HttpMethod(operation.Split(' ')[0]);
        return Send(operation, new HttpRequestMessage(method, path) { Content = content }, sent);
    }

    /// <summary>A call of the native surface at any of its addresses, with any key or none.</summary>
    public Task<JsonNode> Keyed(
        string operation, string path, string? key, string? sent = null, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Split(' ')[0]), path);
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        request.Content = sent is null ? null : new StringContent(sent, Encoding.UTF8, contentType);
        return Send(operation, request, sent);
    }

    /// <summary>A payment asked for with a key that lets it be asked for again.</summary>
    public Task<JsonNode> Repeatable(string body, string idempotencyKey)
    {
        var path = (NativeBase + "payments")
            .Replace("{organization_id}", facts.OrganizationId, StringComparison.Ordinal)
            .Replace("{environment_id}", facts.EnvironmentId, StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(Encoding.UTF8.GetBytes(body)) };
        request.Headers.Add("X-Api-Key", facts.ApiKey);
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return Send($"POST {NativeBase}payments", request, body);
    }

    /// <summary>A call of the sandbox: JSON, or what should be.</summary>
    public Task<JsonNode> Sandbox(string path, string sent) =>
        Open($"POST {path}", path, new StringContent(sent), sent);

    /// <summary>A callback that this merchant's key signs, sent to the inbox.</summary>
    public Task<JsonNode> CallBack(string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(Encoding.UTF8.GetBytes(body)) };
        Sign(request, Encoding.UTF8.GetBytes(body));
        return Send($"POST {path}", request, null);
    }

    public void Dispose() => client.Dispose();

    private Task<JsonNode> Native(
        string method, string path, string callback, string? sent, string? key, string environment)
    {
        var inEnvironment = (NativeBase + path)
            .Replace("{organization_id}", facts.OrganizationId, StringComparison.Ordinal)
            .Replace("{environment_id}", environment, StringComparison.Ordinal);
        var target = Named().Replace(inEnvironment, callback);
        var query = target == inEnvironment ? callback : "";
        var request = new HttpRequestMessage(new HttpMethod(method), target + query);
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        request.Content = sent is null ? null : Json(Encoding.UTF8.GetBytes(sent));
        return Send($"{method} {NativeBase}{path}", request, sent);
    }

    private Task<JsonNode> Organization(
        string method, string path, string id, string? sent, string? key, string organization)
    {
        var target = Named().Replace($"/v1/organizations/{organization}/{path}", id);
        var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        request.Content = sent is null ? null : Json(Encoding.UTF8.GetBytes(sent));
        return Send($"{method} /v1/organizations/{{organization_id}}/{path.Split('?')[0]}", request, sent);
    }

    private async Task<JsonNode> Send(string operation, HttpRequestMessage request, string? sent)
    {
        using var response = await client.SendAsync(request);
        var answer = await RecordedAnswer.Of(operation, response, sent);
        request.Dispose();
        answers.Add(answer);
        return answer.IsJson ? JsonNode.Parse(answer.Body)! : JsonValue.Create(answer.Body);
    }

    private void Sign(HttpRequestMessage request, byte[] body)
    {
        request.Headers.Add(AlphaPoHeaders.Key, facts.ProcessingKey);
        var secret = new SecretValue(facts.ProcessingSecret);
        request.Headers.Add(AlphaPoHeaders.Signature, AlphaPoSignature.Sign(secret, body));
    }

    private static HttpRequestMessage With(string method, string path, string header, string value)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), AlphaPoBase + path);
        request.Headers.Add(header, value);
        return request;
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    [GeneratedRegex(@"\{[a-z_]+\}")]
    private static partial Regex Named();
}
