namespace Fulgurite.Contracts.OpenApi;

/// <summary>Everything that the sandbox's chain answers.</summary>
internal static class ChainAnswers
{
    private const string Address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    public static async Task Ask(RecordingClient client)
    {
        foreach (var body in new[]
        {
            $$"""{"address":"{{Address}}","amount_sats":250000}""",
            $$"""{"address":"{{Address}}","amount_sats":250000,"confirmations":1}""",
            """{"address":"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4","amount_sats":1}""",
            $$"""{"address":"{{Address}}","amount_sats":0}""",
            $$"""{"address":"{{Address}}","amount_sats":1,"confirmations":101}""",
            "{}",
        })
        {
            await client.Sandbox("/sandbox/faucet", body);
        }

        foreach (var body in new[] { """{"blocks":6}""", "{}", """{"blocks":0}""", "none" })
        {
            await client.Sandbox("/sandbox/mine", body);
        }
    }
}
