using Fulgurite.App.LocalHost;

namespace Fulgurite.Contracts.Functions;

public sealed class FunctionFilesTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("fulgurite-functions-");

    public void Dispose() => root.Delete(recursive: true);

    [Theory]
    [InlineData("30 */5 * * * *", "2026-01-01T00:00:30")]
    [InlineData("0 0 9-17 * * 1-5", "2026-01-01T09:00:00")]
    [InlineData("0 15,45 * * * *", "2026-01-01T00:15:00")]
    [InlineData("0 0 0 1 2 *", "2026-02-01T00:00:00")]
    [InlineData("0 0 0 * * 0", "2026-01-04T00:00:00")]
    public void Reads_a_schedule_of_six_fields(string schedule, string next)
    {
        Declare("""{"bindings":[{"type":"timerTrigger","name":"timer","schedule":"%","useMonitor":true}]}"""
            .Replace("%", schedule));

        var timer = Assert.IsType<DeclaredFunction.OnTimer>(Assert.Single(FunctionFiles.Read(root.FullName)));

        Assert.Equal(
            next, timer.Schedule.GetNextOccurrence(new DateTime(2026, 1, 1)).ToString("yyyy-MM-ddTHH:mm:ss"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"bindings":[]}""")]
    [InlineData("""{"bindings":[{"type":"blobTrigger","name":"blob"}]}""")]
    [InlineData("""{"bindings":[{"type":"serviceBusTrigger","name":"message","queueName":"elsewhere"}]}""")]
    [InlineData("""{"bindings":[{"type":"timerTrigger","name":"t","schedule":"* * * * *","useMonitor":true}]}""")]
    public void Refuses_what_the_product_does_not_use(string declaration)
    {
        Declare(declaration);

        Assert.Throws<InvalidDataException>(() => FunctionFiles.Read(root.FullName));
    }

    private void Declare(string json) =>
        File.WriteAllText(Path.Combine(root.CreateSubdirectory("One").FullName, "function.json"), json);
}
