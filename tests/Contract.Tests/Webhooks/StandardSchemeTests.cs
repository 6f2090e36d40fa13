using System.Diagnostics;
using System.Text.Json.Nodes;
using Fulgurite.App.Apis.Voltage.Webhooks;
using Fulgurite.Secrets;

namespace Fulgurite.Contracts.Webhooks;

public sealed class StandardSchemeTests
{
    private static readonly SecretValue Secret = new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    // The example of the specification's own libraries.
    [Fact]
    public void Signs_as_the_specification_does() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardScheme.Signature(
            Secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"u8));

    [Fact]
    public void Writes_the_body_of_the_specification() => Assert.Equal(
        """{"type":"receive.completed","timestamp":"2023-11-14T22:13:20.000000Z","data":{"memo":"é<&>"}}""",
        Sent.Text(StandardScheme.Of(_ => Sent.Payment)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_delivery_of_the_running_product_is_verified_by_the_official_package(bool isRotated)
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var product = await OpenApi.SandboxProduct.Start();
        var secret = await receiver.Register(product, "standard");
        if (isRotated)
        {
            // The receiver still has the secret from before.
            await receiver.Rotate(product);
        }

        await receiver.PayAnInvoice(product);
        var post = await receiver.Next("receive.completed");
        Assert.Equal(isRotated ? 2 : 1, post.Headers["webhook-signature"].Split(' ').Length);

        var payload = await Verify(secret, post, product.Clock.GetUtcNow());
        Assert.Equal("receive.completed", payload["type"]!.GetValue<string>());
        Assert.Equal("completed", payload["data"]!["status"]!.GetValue<string>());
        var logged = await receiver.Events(product, "?types=receive.completed");
        Assert.Equal(post.Headers["webhook-id"], logged["items"]![0]!["id"]!.GetValue<string>());
    }

    private static async Task<JsonNode> Verify(string secret, WebhookReceiver.Post post, DateTimeOffset now)
    {
        var folder = await NodePeers.Folder();
        using var process = Process.Start(NodePeers.Program(folder, "node", "standard-webhooks.mjs"))!;
        var input = new JsonObject
        {
            ["now"] = now.ToUnixTimeMilliseconds(),
            ["secret"] = secret,
            ["headers"] = new JsonObject(
                post.Headers.Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))),
            ["body"] = post.Body,
        };
        await process.StandardInput.WriteAsync(input.ToJsonString());
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
        return JsonNode.Parse(output)!;
    }
}
