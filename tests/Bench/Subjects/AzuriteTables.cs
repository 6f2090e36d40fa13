using Fulgurite.Azure.Tables;
using Fulgurite.Sandbox.Azurite;
using Fulgurite.Storage;

namespace Fulgurite.Bench.Subjects;

/// <summary>Tables in an Azurite of their own, for as long as a measurement takes.</summary>
internal static class AzuriteTables
{
    /// <summary>Starts one, measures over it, and stops it.</summary>
    /// <param name="measure">What is done with the tables and the id of Azurite's process.</param>
    public static async Task Use(Func<ITableStore, int, Task> measure)
    {
        using var scratch = new ScratchFolder();
        var azurite = await AzuriteProcess.Start(
            new AzuriteOptions(Repository.Tools, scratch.Path, Product.FreePort(), TimeProvider.System),
            CancellationToken.None);
        var tables = AzureTableStore.WithSharedKey(
            new AzureTableOptions(azurite.Endpoint, TimeProvider.System), SharedKey.Azurite);
        await measure(tables, azurite.ProcessId);
        await azurite.Stop();
    }
}
